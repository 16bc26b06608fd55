namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// Sends calls that each speak of one topic in as few requests as possible. The first call goes out at once; calls that come while its request is
/// under way go out together in the next one. So nothing waits while nothing is going on, and many callers share the 30 ms that a broker
/// takes for a request: it handles those of one connection one after another. Every answer comes from a request that was sent after
/// its call was made. Thread-safe.
/// </summary>
/// <param name="nameOf">Two calls of the same name never share a request.</param>
/// <param name="weightOf">What a call adds to the size of its request, 1 or more.</param>
/// <param name="mostWeight">Largest request; a heavier call goes out alone.</param>
/// <param name="send">Answers the calls, each by its position. When it throws, all of its calls fail alike.</param>
internal sealed class CallBatcher<TCall, TAnswer>(Func<TCall, string> nameOf, Func<TCall, int> weightOf, int mostWeight, Func<IReadOnlyList<TCall>, Task<IReadOnlyList<TAnswer>>> send)
{
    private readonly Lock _gate = new();
    private List<Waiting> _waiting = [];
    private bool _isSending;

    /// <summary>A call that is cancelled while it waits is not sent; later, the caller just does not hear the answer.</summary>
    public async Task<TAnswer> AskAsync(TCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(call, cancellationToken);
        if (IsFirst(waiting))
            _ = SendAllAsync();
        return await waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    private bool IsFirst(Waiting waiting)
    {
        lock (_gate)
        {
            _waiting.Add(waiting);
            var isFirst = !_isSending;
            _isSending = true;
            return isFirst;
        }
    }

    /// <summary>Ends without exception: what fails is told to the callers.</summary>
    private async Task SendAllAsync()
    {
        while (Take() is { Count: > 0 } batch)
            await SendAsync(batch);
    }

    private async Task SendAsync(List<Waiting> batch)
    {
        try
        {
            var answers = await send([.. batch.Select(waiting => waiting.Call)]);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception failure)
        {
            foreach (var waiting in batch)
                waiting.Answer.TrySetException(failure);
        }
    }

    private List<Waiting> Take()
    {
        lock (_gate)
        {
            var (batch, later) = Split(_waiting.Where(waiting => !waiting.Caller.IsCancellationRequested));
            _waiting = later;
            _isSending = batch.Count > 0;
            return batch;
        }
    }

    private (List<Waiting> Batch, List<Waiting> Later) Split(IEnumerable<Waiting> waiting)
    {
        var (batch, later, names, weight) = (new List<Waiting>(), new List<Waiting>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var next in waiting)
        {
            var isIn = (batch.Count == 0 || weight + weightOf(next.Call) <= mostWeight) && names.Add(nameOf(next.Call));
            weight += isIn ? weightOf(next.Call) : 0;
            (isIn ? batch : later).Add(next);
        }

        return (batch, later);
    }

    private sealed class Waiting(TCall call, CancellationToken caller)
    {
        public TCall Call => call;

        public CancellationToken Caller => caller;

        // The caller goes on elsewhere: it must not keep the others waiting.
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
