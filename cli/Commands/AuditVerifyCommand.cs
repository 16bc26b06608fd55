using System.CommandLine;
using System.Text.Json;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka audit verify</c>: was anything altered, removed, inserted or reordered?</summary>
internal static class AuditVerifyCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka audit verify
        gitopskafka audit verify -o json > heads.json      # keep it where the bus's owner cannot write
        gitopskafka audit verify --heads heads.json        # later: also proves that the end was not cut off or rewritten
        gitopskafka audit verify --file trail.jsonl        # an exported trail, without Kafka
        """,
        """
        0  intact
        1  not as it was published; every finding is printed with its place
        2  bad usage, or the trail could not be read
        """);

    public static Command Create(CliServices services, TrailOptions trail)
    {
        var heads = CommonOptions.Text("--heads", "What an earlier verify -o json printed: each chain must still hold the link that was its end.", "FILE");
        var output = CommonOptions.Output("text", "json", "yaml");
        var command = new NotedCommand("verify", "Prove from the hash chains that nothing was altered, removed, inserted or reordered.", Notes) { heads, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var recorded = parsed.GetValue(heads) is { } file ? await ReadHeadsAsync(services.FullPath(file), cancellationToken) : [];
            return await RunAsync(services.Console, trail.Open(parsed, services), recorded, parsed.GetRequiredValue(output), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, ITrail trail, IReadOnlyCollection<ChainHead> recorded, string format, CancellationToken cancellationToken)
    {
        var records = new List<TrailRecord>();
        await foreach (var record in trail.ReadAsync(null, cancellationToken))
            records.Add(record);
        var report = TrailVerifier.Verify(records, recorded);
        if (format == "text")
            console.Write(ReportLines.Of(report));
        else
            console.WriteData(Documents.Write(format, ReportDocument.Of(report)));
        console.Note(ReportLines.Summary(report));
        return report.IsIntact ? ExitCode.Fine : ExitCode.Found;
    }

    private static async Task<IReadOnlyCollection<ChainHead>> ReadHeadsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var report = await JsonSerializer.DeserializeAsync<ReportDocument>(file, JsonSerializerOptions.Web, cancellationToken);
            return [.. report!.Chains.Select(chain => chain.Head)];
        }
        catch (Exception malformed) when (malformed is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new CliException($"--heads {path}: not what gitopskafka audit verify -o json prints", malformed);
        }
    }
}
