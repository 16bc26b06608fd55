using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>One request of a fetch and its answer: libgit2 writes all of the request before it reads. Not thread-safe.</summary>
internal sealed class HttpTransportStream : SmartSubtransportStream
{
    private readonly HttpFetch _fetch;
    private readonly ArrayBufferWriter<byte> _request = new();
    private readonly Func<Stream> _send;
    private Stream? _answer;

    public HttpTransportStream(HttpTransport transport, HttpFetch fetch, Func<Stream>? answer = null)
        : base(transport) => (_fetch, _send) = (fetch, answer ?? Post);

    public override int Write(Stream dataStream, long length) => Try(() =>
    {
        dataStream.ReadExactly(_request.GetSpan((int)length)[..(int)length]);
        _request.Advance((int)length);
    });

    [SuppressMessage("Usage", "VSTHRD002", Justification = "A blocking read cannot be cancelled; the thread belongs to the fetch and has no synchronization context.")]
    public override int Read(Stream dataStream, long length, out long bytesRead)
    {
        var count = 0;
        var result = Try(() =>
        {
            _answer ??= _send();
            var buffer = new byte[Math.Min(length, 64 << 10)];
            count = _answer.ReadAsync(buffer, _fetch.CancellationToken).AsTask().GetAwaiter().GetResult();
            dataStream.Write(buffer, 0, count);
        });
        bytesRead = count;
        return result;
    }

    protected override void Free()
    {
        _answer?.Dispose();
        base.Free();
    }

    private Stream Post() => _fetch.Remote.Post(_request.WrittenMemory, _fetch.CancellationToken);

    /// <returns>0, or -1 which makes libgit2 give up; the failure is kept for the caller of the fetch.</returns>
    private int Try(Action step)
    {
        try
        {
            step();
            return 0;
        }
        catch (Exception failure)
        {
            _fetch.Failure = failure;
            return -1;
        }
    }
}
