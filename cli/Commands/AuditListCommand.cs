using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka audit list</c>: one line a change, oldest first.</summary>
internal static class AuditListCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka audit list --since 7d
        gitopskafka audit list --resource KafkaTopic/streaming/orders.v1
        gitopskafka audit list --commit 1f3e5a7 -o json
        gitopskafka audit list --open               # what is moving or stuck now
        """,
        """
        0  done
        2  bad usage, or the trail could not be read
        """);

    public static Command Create(CliServices services, TrailOptions trail)
    {
        var filter = new TrailFilter.Options();
        var open = CommonOptions.Flag("--open", "Only changes without an outcome.");
        var output = CommonOptions.Output("table", "json", "yaml");
        var command = new NotedCommand("list", "List changes: when, what, who, and how it ended.", Notes) { open, output };
        filter.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(services.Console, trail.Open(parsed, services), filter.Read(parsed, services.Time), parsed.GetValue(open), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, ITrail trail, TrailFilter filter, bool isOpenOnly, string format, CancellationToken cancellationToken)
    {
        var contents = await TrailContents.ReadAsync(trail, filter.Since, cancellationToken);
        var stories = contents.Changes().Where(story => filter.Holds(story) && (!isOpenOnly || story.IsOpen)).ToList();
        if (format == "table")
            console.Write(ChangeTable.Lines(stories));
        else
            console.WriteData(Documents.Write(format, stories.Select(story => ChangeDocument.Of(story))));
        if (contents.Foreign > 0)
            console.Warn($"{contents.Foreign} records are no events that this version knows; gitopskafka audit verify names those that were altered");
        console.Note($"{stories.Count} changes, {stories.Count(story => story.IsOpen)} open");
        return ExitCode.Fine;
    }
}
