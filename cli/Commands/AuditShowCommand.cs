using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka audit show</c>: the whole story of one change.</summary>
internal static class AuditShowCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka audit show 4f2a91c0
        gitopskafka audit show 4f2a91c0 -o json     # with the events exactly as published
        """,
        """
        0  done
        1  there is no such change, or the beginning fits several
        2  bad usage, or the trail could not be read
        """);

    public static Command Create(CliServices services, TrailOptions trail)
    {
        var id = new Argument<string>("ID") { Description = "Change id; its beginning is enough." };
        var output = CommonOptions.Output("text", "json", "yaml");
        var command = new NotedCommand("show", "Tell the whole story of one change: cause, fields, effects, events, outcome.", Notes) { id, output };
        command.SetAction((parsed, cancellationToken) => RunAsync(services.Console, trail.Open(parsed, services), parsed.GetRequiredValue(id), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, ITrail trail, string id, string format, CancellationToken cancellationToken)
    {
        var contents = await TrailContents.ReadAsync(trail, null, cancellationToken);
        var found = contents.Changes().Where(story => story.History.ChangeId.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found is not [var story])
        {
            console.Note(StyledLine.Of(("error: ", Tone.Bad), (found.Count == 0 ? $"no change begins with {id}; gitopskafka audit list names them" : $"{found.Count} changes begin with {id}; give more of it:", Tone.Plain)));
            foreach (var candidate in found.Take(10))
                console.Note($"  {candidate.History.ChangeId} {candidate.History.Resource}");
            return ExitCode.Found;
        }

        var events = contents.EventsOf(story.History.ChangeId).ToList();
        if (format == "text")
            console.Write(ChangeLines.Of(story, events));
        else
            console.WriteData(Documents.Write(format, ChangeDocument.Of(story, events)));
        return ExitCode.Fine;
    }
}
