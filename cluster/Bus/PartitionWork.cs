using System.Diagnostics.CodeAnalysis;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// What is going on for one assigned partition. Its state is guarded by the <see cref="PumpDispatcher"/>; the tokens and
/// <see cref="WaitIdle"/> are thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Without timers and wait handles there is nothing to free, and handlers may keep the token.")]
internal sealed class PartitionWork(int partition)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private long? _taken;
    private int _running;

    public int Partition => partition;

    public OffsetTracker Offsets { get; } = new();

    /// <summary>By record key, what waits and (first) what is being handled.</summary>
    public Dictionary<string, Queue<ChangeDelivery>> Keys { get; } = [];

    /// <summary>Cancelled when nothing more may begin.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when what runs must end.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>The low-water mark; null when it has not moved since the last call.</summary>
    public (int Partition, long Offset)? TakeMark()
    {
        if (Offsets.LowWaterMark is not { } mark || mark == _taken)
            return null;
        _taken = mark;
        return (partition, mark);
    }

    public void Stop() => _stopping.Cancel();

    public void Lose()
    {
        _stopping.Cancel();
        _lost.Cancel();
    }

    public bool WaitIdle(TimeSpan timeout) => _idle.Wait(timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout);

    public void Began()
    {
        if (++_running == 1)
            _idle.Reset();
    }

    public void Ended()
    {
        if (--_running == 0)
            _idle.Set();
    }
}
