using System.Diagnostics.CodeAnalysis;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>One event in the hands of a handler. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without timers and wait handles there is nothing to free, and handlers may keep the token.")]
public sealed class ChangeDelivery
{
    private readonly CancellationTokenSource _superseded = new();

    internal ChangeDelivery(EventEnvelope envelope, int partition, long offset) => (Envelope, Partition, Offset) = (envelope, partition, offset);

    public EventEnvelope Envelope { get; }

    public int Partition { get; }

    public long Offset { get; }

    /// <summary>From 1; grows with each failure of the handler.</summary>
    public int Attempt { get; internal set; } = 1;

    /// <summary>
    /// Cancelled when a change of the same resource with a strictly higher commit sequence waits behind this one: a long wait may end early.
    /// </summary>
    public CancellationToken Superseded => _superseded.Token;

    /// <summary>The newer change that waits; null when there is none.</summary>
    public EventEnvelope? SupersededBy { get; private set; }

    internal void Supersede(EventEnvelope newer)
    {
        if (!IsOlder(Envelope, newer) || (SupersededBy is { } known && !IsOlder(known, newer)))
            return;
        SupersededBy = newer;
        _superseded.Cancel();
    }

    // Sequences of different repositories cannot be compared.
    private static bool IsOlder(EventEnvelope left, EventEnvelope right) =>
        left.Data is PlatformEvent.ChangeRequested { Cause.Commit: var older } && right.Data is PlatformEvent.ChangeRequested { Cause.Commit: var newer }
        && older.Source == newer.Source && older.Sequence < newer.Sequence;
}
