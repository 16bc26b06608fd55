using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka audit export</c>: the trail as a file that can be verified without Kafka.</summary>
internal static class AuditExportCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka audit export > trail.jsonl
        gitopskafka audit verify --file trail.jsonl
        """,
        """
        0  done: every record up to what was the end at the start
        2  bad usage, or the trail could not be read to the end
        """);

    public static Command Create(CliServices services, TrailOptions trail)
    {
        var command = new NotedCommand("export", "Print every record as one JSON object a line: partition, offset, timestamp, key, value (base64).", Notes);
        command.SetAction((parsed, cancellationToken) => RunAsync(services.Console, trail.Open(parsed, services), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, ITrail trail, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var record in trail.ReadAsync(null, cancellationToken))
        {
            console.WriteData(TrailFile.Line(record));
            count++;
        }

        console.Note($"{count} records");
        return ExitCode.Fine;
    }
}
