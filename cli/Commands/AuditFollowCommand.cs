using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka audit follow</c>: events as they come.</summary>
internal static class AuditFollowCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka audit follow
        gitopskafka audit follow --since 1h --resource KafkaCluster/streaming/orders
        gitopskafka audit follow -o json | jq .event.type
        """,
        """
        130  stopped with Ctrl+C
        2    bad usage, or the trail could not be read
        """);

    public static Command Create(CliServices services, TrailOptions trail)
    {
        var filter = new TrailFilter.Options();
        var output = CommonOptions.Output("text", "json");
        var command = new NotedCommand("follow", "Print events as they come; with json one object a line.", Notes) { output };
        filter.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(services.Console, trail.Open(parsed, services), filter.Read(parsed, services.Time), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, ITrail trail, TrailFilter filter, string format, CancellationToken cancellationToken)
    {
        await foreach (var record in trail.FollowAsync(filter.Since, cancellationToken))
        {
            if (EventCodec.Decode(record.Bytes) is DecodedEvent.Known known)
                Print(console, new TrailEntry(record, known.Envelope), filter, format);
            else
                console.Warn($"partition {record.Partition} offset {record.Offset} is no event that this version knows");
        }

        return ExitCode.Fine;
    }

    private static void Print(CliConsole console, TrailEntry entry, TrailFilter filter, string format)
    {
        if (!filter.Holds(entry))
            return;
        if (format == "json")
            console.WriteData(Documents.JsonLine(ChangeDocument.Entry.Of(entry)));
        else
            console.Write(EventLine.Of(entry.Envelope));
        console.Output.Flush();
    }
}
