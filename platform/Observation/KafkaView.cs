using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>What a Kafka cluster reports of itself. Immutable.</summary>
/// <param name="Brokers">Live brokers, by id.</param>
public sealed record KafkaView(string ClusterId, int? ControllerId, ImmutableArray<BrokerView> Brokers);

public sealed record BrokerView(int Id, string Host, int Port, string? Rack);

/// <summary>What a topic is. Immutable.</summary>
/// <param name="Config">Settings that the topic itself has, without the broker's defaults.</param>
/// <param name="Partitions">By partition number, from 0.</param>
public sealed record TopicView(string Name, ImmutableArray<PartitionView> Partitions, ImmutableSortedDictionary<string, string> Config)
{
    /// <summary>Replicas of the first partition; topics that are being reassigned may differ by partition.</summary>
    public int ReplicationFactor => Partitions.IsEmpty ? 0 : Partitions[0].Replicas.Length;
}

/// <param name="Leader">Null while there is none.</param>
public sealed record PartitionView(int Id, int? Leader, ImmutableArray<int> Replicas, ImmutableArray<int> InSyncReplicas);
