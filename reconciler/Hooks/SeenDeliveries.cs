namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>
/// Remembers which deliveries have come, for a time and up to a number: senders repeat what they think was lost, and others may
/// repeat what they overheard. Thread-safe.
/// </summary>
internal sealed class SeenDeliveries(TimeSpan rememberFor, int atMost, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long At)> _byAge = new();

    /// <returns>False when it has come before.</returns>
    public bool Add(string id)
    {
        lock (_gate)
        {
            Forget();
            if (!_known.Add(id))
                return false;
            _byAge.Enqueue((id, time.GetTimestamp()));
            return true;
        }
    }

    private void Forget()
    {
        while (_byAge.TryPeek(out var oldest) && (_byAge.Count >= atMost || time.GetElapsedTime(oldest.At) >= rememberFor))
            _known.Remove(_byAge.Dequeue().Id);
    }
}
