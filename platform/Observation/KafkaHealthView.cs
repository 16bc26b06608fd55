using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>How well a Kafka cluster is by its own account. Immutable.</summary>
/// <param name="Partitions">Of all topics, internal ones too; in no order.</param>
/// <param name="Quorum">Null where nobody asked.</param>
/// <param name="LogDirs">By id, of all live brokers.</param>
public sealed record KafkaHealthView(
    ImmutableArray<PartitionHealth> Partitions, Told<QuorumView>? Quorum, ImmutableSortedDictionary<int, Told<ImmutableArray<LogDirView>>> LogDirs);

/// <param name="MinimumInSync">Its <c>min.insync.replicas</c>; null where all replicas are in sync, and nobody asked.</param>
public sealed record PartitionHealth(string Topic, PartitionView Partition, int? MinimumInSync)
{
    public bool IsOffline => Partition.Leader is null;

    public bool IsUnderReplicated => Partition.InSyncReplicas.Length < Partition.Replicas.Length;

    /// <summary>Producers with <c>acks=all</c> are refused.</summary>
    public bool IsUnderMinimum => Partition.InSyncReplicas.Length < MinimumInSync;

    public override string ToString() => $"{Topic}-{Partition.Id}";
}

/// <summary>The KRaft quorum as its leader sees it. Immutable. Source: KIP-595 and KIP-836.</summary>
/// <param name="Leader">Node id; null while there is none.</param>
/// <param name="Voters">By node id.</param>
public sealed record QuorumView(int? Leader, ImmutableArray<VoterView> Voters)
{
    /// <summary>By node id: those that follow the metadata without a vote, which are all brokers, and controllers that are still to be added.</summary>
    public ImmutableArray<VoterView> Observers { get; init; } = [];
}

/// <param name="Lag">Records of the metadata log that it lacks.</param>
/// <param name="Behind">How long ago it had all of them; null when it never had since the leader was elected.</param>
public sealed record VoterView(int Id, long Lag, TimeSpan? Behind)
{
    /// <summary>Null where the voters are listed in a setting (<c>controller.quorum.voters</c>), and before Kafka 3.9.</summary>
    public DirectoryId? Directory { get; init; }
}

/// <summary>A log directory of a broker and the file system that it is on. Immutable. Source: KIP-827.</summary>
/// <param name="TotalBytes">Size of the file system; of the volume, where it has one of its own.</param>
/// <param name="IsOffline">The broker cannot write it.</param>
public sealed record LogDirView(string Path, long TotalBytes, long UsableBytes, bool IsOffline)
{
    /// <summary>0 (empty) to 1 (full); null where the size is not known.</summary>
    public double? UsedShare => IsOffline || TotalBytes <= 0 ? null : 1 - ((double)UsableBytes / TotalBytes);
}
