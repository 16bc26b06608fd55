using System.Buffers;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>What came of reading the body of a hook. A closed hierarchy. Immutable.</summary>
internal abstract record HookBody
{
    private HookBody()
    {
    }

    /// <summary>Reads the whole body, within the limits of size and time.</summary>
    public static async Task<HookBody> ReadAsync(HttpRequest request, HookOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.ContentLength > options.MaxBodyBytes)
            return new TooLarge();
        using var deadline = new CancellationTokenSource(options.ReadTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ReadAllAsync(request, options.MaxBodyBytes, both.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TooSlow();
        }
    }

    private static async Task<HookBody> ReadAllAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > maxBytes)
                return new TooLarge();
            if (result.IsCompleted)
                return Take(request, result.Buffer);
            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Hands the buffer back: else the server takes the reading for unfinished and drops the connection.</summary>
    private static Read Take(HttpRequest request, ReadOnlySequence<byte> buffer)
    {
        var bytes = buffer.ToArray();
        request.BodyReader.AdvanceTo(buffer.End);
        return new Read(bytes);
    }

    public sealed record Read(ReadOnlyMemory<byte> Bytes) : HookBody;

    public sealed record TooLarge : HookBody;

    public sealed record TooSlow : HookBody;
}
