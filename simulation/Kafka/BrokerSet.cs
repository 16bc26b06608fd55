using System.Collections.Immutable;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>The brokers that are up, and when each will have caught up. Changed under the lock of its cluster.</summary>
internal sealed class BrokerSet(TimeSpan catchUp)
{
    private readonly SortedDictionary<int, KafkaNode> _up = [];
    private readonly SortedDictionary<int, DateTimeOffset> _catchingUp = [];

    /// <summary>By id.</summary>
    public ImmutableArray<KafkaNode> Live => [.. _up.Values];

    public bool IsUp(int id) => _up.ContainsKey(id);

    /// <returns>False when it was up already.</returns>
    public bool TryAdd(KafkaNode node, DateTimeOffset now)
    {
        if (!_up.TryAdd(node.Id, node))
            return false;
        _catchingUp[node.Id] = now + catchUp;
        return true;
    }

    public void Remove(int id)
    {
        _up.Remove(id);
        _catchingUp.Remove(id);
    }

    /// <summary>The brokers whose time has come since the last call, by id.</summary>
    public ImmutableArray<int> TakeCaughtUp(DateTimeOffset now)
    {
        ImmutableArray<int> done = [.. _catchingUp.Where(entry => entry.Value <= now).Select(entry => entry.Key)];
        foreach (var id in done)
            _catchingUp.Remove(id);
        return done;
    }
}
