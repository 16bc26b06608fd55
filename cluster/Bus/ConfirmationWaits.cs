namespace GitOpsKafka.Cluster.Bus;

/// <summary>Those who wait until the bus has all events up to a sequence. Not thread-safe.</summary>
internal sealed class ConfirmationWaits
{
    private readonly List<(long Sequence, TaskCompletionSource Done)> _waiting = [];

    public Task Add(long sequence)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((sequence, done));
        return done.Task;
    }

    /// <param name="oldest">Sequence of the oldest event that the bus has not; null when it has all.</param>
    public void Release(long? oldest) => _waiting.RemoveAll(waiting => waiting.Sequence < (oldest ?? long.MaxValue) && waiting.Done.TrySetResult());
}
