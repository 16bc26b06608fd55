using System.Runtime.CompilerServices;
using System.Text.Json;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Trail;

/// <summary>
/// A trail that was exported: one JSON object a line with <c>partition</c>, <c>offset</c>, <c>timestamp</c>, <c>key</c> and <c>value</c>
/// (base64 of the exact bytes). Lines may be in any order between partitions.
/// </summary>
/// <param name="path">Full path.</param>
internal sealed class TrailFile(string path) : ITrail
{
    // A record of Kafka's largest default size in base64, many times over.
    private const int LongestLine = 64 << 20;

    public static string Line(TrailRecord record) => JsonSerializer.Serialize(
        new Entry(record.Partition, record.Offset, record.Timestamp, record.Key.Length == 0 ? null : record.Key, record.Bytes.ToArray()), JsonSerializerOptions.Web);

    public async IAsyncEnumerable<TrailRecord> ReadAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = OpenFile();
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (line.Length > 0 && Read(line, number) is var record && (since is null || record.Timestamp >= since))
                yield return record;
        }
    }

    public IAsyncEnumerable<TrailRecord> FollowAsync(DateTimeOffset? since, CancellationToken cancellationToken) => throw new CliException("a file cannot be followed; leave --file out");

    private StreamReader OpenFile() => File.Exists(path) ? new StreamReader(path) : throw new CliException($"--file {path}: there is no such file");

    private TrailRecord Read(string line, int number)
    {
        try
        {
            var entry = line.Length > LongestLine ? null : JsonSerializer.Deserialize<Entry>(line, JsonSerializerOptions.Web);
            return entry is null ? throw new JsonException() : new TrailRecord(entry.Partition, entry.Offset, entry.Key ?? "", entry.Value ?? [], entry.Timestamp);
        }
        catch (JsonException malformed)
        {
            throw new CliException($"{path}:{number}: not a line of an exported trail; export it again with gitopskafka audit export", malformed);
        }
    }

    private sealed record Entry(int Partition, long Offset, DateTimeOffset Timestamp, string? Key, byte[]? Value);
}
