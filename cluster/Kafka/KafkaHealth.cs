using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// Reads how well a cluster is: one request for all partitions, one to each live broker for its log directories, one for the quorum, and one more
/// while partitions are under-replicated. Thread-safe.
/// </summary>
internal sealed class KafkaHealth(KafkaMetadata metadata, BrokerCalls calls)
{
    /// <exception cref="KafkaAdminException">No broker answered, or what partitions need could not be read.</exception>
    public async Task<KafkaHealthView> DescribeAsync(bool hasQuorum, CancellationToken cancellationToken)
    {
        var found = await metadata.ReadAsync(topics: null, cancellationToken);
        var brokers = found.Cluster.Brokers;
        var logDirs = await calls.AskEachAsync(brokers, LogDirsMessage.Request, cancellationToken);
        // A broker that has just gone is known for some seconds yet, and one that hangs takes the whole timeout: those that answered come first.
        ImmutableArray<BrokerView> awake = [.. brokers.Where(broker => logDirs[broker.Id] is Told<ImmutableArray<LogDirView>>.Known)];
        var quorum = hasQuorum ? await QuorumAsync(awake, cancellationToken) : null;
        var partitions = await WithMinimaAsync([.. Partitions(found)], awake, cancellationToken);
        return new KafkaHealthView(partitions, quorum, logDirs);
    }

    /// <summary>Only the first: a broker that knows no leader waits for one, and the next would wait as long.</summary>
    private async Task<Told<QuorumView>> QuorumAsync(ImmutableArray<BrokerView> awake, CancellationToken cancellationToken) => awake.IsEmpty
        ? new Told<QuorumView>.Unknown($"{QuorumMessage.Request.What}: no broker answered")
        : await calls.TryAsync(awake[0], QuorumMessage.Request, cancellationToken);

    private async Task<ImmutableArray<PartitionHealth>> WithMinimaAsync(ImmutableArray<PartitionHealth> partitions, ImmutableArray<BrokerView> awake, CancellationToken cancellationToken)
    {
        var topics = partitions.Where(partition => partition.IsUnderReplicated).Select(partition => partition.Topic).ToHashSet(StringComparer.Ordinal);
        if (topics.Count == 0)
            return partitions;
        var minima = await calls.AskAnyAsync(awake, MinimumInSyncMessage.Of(topics), cancellationToken);
        return [.. partitions.Select(partition => minima.TryGetValue(partition.Topic, out var minimum) ? partition with { MinimumInSync = minimum } : partition)];
    }

    private static IEnumerable<PartitionHealth> Partitions(MetadataView found) =>
        from topic in found.Topics from partition in topic.Partitions select new PartitionHealth(topic.Name, partition, null);
}
