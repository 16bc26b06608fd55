using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Reads a watch line by line, as the lines arrive. Not thread-safe.</summary>
internal sealed class WatchStream(ResourceType type, Stream stream) : IAsyncDisposable
{
    /// <summary>Five times what etcd takes for one object: longer lines are not from an API server.</summary>
    public const int LongestLine = 8 << 20;

    private readonly PipeReader _reader = PipeReader.Create(stream);

    /// <returns>Null at the end of the watch.</returns>
    /// <exception cref="KubernetesApiException">The server ended the watch with an error, such as 410 Gone.</exception>
    /// <exception cref="IOException">The stream broke off.</exception>
    public async Task<WatchEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
                return Take(buffer.Slice(0, end), buffer.GetPosition(1, end));
            if (buffer.Length > LongestLine)
                throw new IOException($"a line of the watch is longer than {LongestLine} bytes");
            if (result.IsCompleted)
                return buffer.IsEmpty ? null : throw new IOException("the watch broke off within a line");
            _reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();

    private WatchEvent Take(ReadOnlySequence<byte> line, SequencePosition next)
    {
        using var document = JsonDocument.Parse(line);
        var change = Read(document.RootElement);
        _reader.AdvanceTo(next);
        return change;
    }

    private WatchEvent Read(JsonElement line)
    {
        var body = line.GetProperty("object");
        return line.GetProperty("type").GetString() switch
        {
            "ADDED" => Change(WatchEventType.Added, body),
            "MODIFIED" => Change(WatchEventType.Modified, body),
            "DELETED" => Change(WatchEventType.Deleted, body),
            "BOOKMARK" => new WatchEvent(WatchEventType.Bookmark, null, body.GetProperty("metadata").GetProperty("resourceVersion").GetString()!),
            "ERROR" => throw ApiAnswer.FromStatus(body, System.Net.HttpStatusCode.InternalServerError),
            var other => throw new FormatException($"a line of the watch has the unknown type \"{other}\""),
        };
    }

    private WatchEvent Change(WatchEventType change, JsonElement body)
    {
        var subject = KubeObject.Of(type, ApiVersions.Rewritten(body.Clone(), type));
        return new WatchEvent(change, subject, subject.ResourceVersion);
    }
}
