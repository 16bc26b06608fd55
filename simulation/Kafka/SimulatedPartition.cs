using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>One partition: who holds it, who is in sync, who leads. Without unclean election: the last in-sync replica stays in sync while it is down.</summary>
internal sealed class SimulatedPartition
{
    private readonly ImmutableArray<int> _replicas;
    private ImmutableArray<int> _inSync;
    private int? _leader;

    public SimulatedPartition(int id, ImmutableArray<int> replicas) => (Id, _replicas, _inSync, _leader) = (id, replicas, replicas, replicas[0]);

    public int Id { get; }

    public PartitionView View => new(Id, _leader, _replicas, _inSync);

    public int LiveInSync(Func<int, bool> isUp) => _inSync.Count(isUp);

    public void Lose(int broker, Func<int, bool> isUp)
    {
        if (_inSync.Length > 1)
            _inSync = _inSync.Remove(broker);
        if (_leader == broker)
            Elect(isUp);
    }

    /// <summary>A broker is up: a partition without a leader gets it at once if it is in sync.</summary>
    public void Regain(Func<int, bool> isUp)
    {
        if (_leader is null)
            Elect(isUp);
    }

    /// <summary>A broker has caught up with the leader, where there is one.</summary>
    public void Rejoin(int broker)
    {
        if (_leader is not null && _replicas.Contains(broker) && !_inSync.Contains(broker))
            _inSync = _inSync.Add(broker);
    }

    private void Elect(Func<int, bool> isUp) =>
        _leader = _replicas.Where(replica => _inSync.Contains(replica) && isUp(replica)).Select(replica => (int?)replica).FirstOrDefault();
}
