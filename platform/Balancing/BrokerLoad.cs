using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>What one broker has. Immutable.</summary>
/// <param name="Leaders">Partitions of which it is the preferred leader.</param>
/// <param name="Bytes">Of its replicas, as far as their sizes are known.</param>
public sealed record BrokerLoad(PlacementBroker Broker, int Replicas, int Leaders, long Bytes)
{
    /// <summary>By id, of all brokers of the placement.</summary>
    public static ImmutableArray<BrokerLoad> Of(Placement placement)
    {
        var replicas = placement.Partitions.SelectMany(partition => partition.Replicas.Select((broker, index) => (Broker: broker, IsFirst: index == 0, Bytes: partition.Bytes ?? 0))).ToLookup(replica => replica.Broker);
        return [.. placement.Brokers.OrderBy(broker => broker.Id).Select(broker => new BrokerLoad(
            broker, replicas[broker.Id].Count(), replicas[broker.Id].Count(replica => replica.IsFirst), replicas[broker.Id].Sum(replica => replica.Bytes)))];
    }
}
