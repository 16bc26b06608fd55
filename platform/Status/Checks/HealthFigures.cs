using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>How a cluster is in figures, for metrics. What is unknown is missing. Immutable.</summary>
/// <param name="Partitions">Null when Kafka did not tell.</param>
/// <param name="VoterLag">By pod: records of the metadata that it lacks.</param>
/// <param name="DiskUsed">By pod: used share of the fullest file system with log directories, 0 to 1.</param>
public sealed record HealthFigures(
    int ReadyNodes, int UnreadyNodes, PartitionCounts? Partitions, ImmutableSortedDictionary<string, double> VoterLag, ImmutableSortedDictionary<string, double> DiskUsed)
{
    public static HealthFigures Of(KafkaCluster cluster, ClusterNodes nodes, KafkaHealthView? view)
    {
        var identity = new ClusterIdentity(cluster, "");
        return new HealthFigures(
            nodes.Roles.Sum(role => role.Ready),
            nodes.Roles.Sum(role => role.Unready.Length),
            view is null ? null : PartitionCounts.Of(view.Partitions),
            view?.Quorum is Told<QuorumView>.Known quorum ? quorum.Value.Voters.ToImmutableSortedDictionary(voter => identity.PodOf(voter.Id), voter => (double)voter.Lag, StringComparer.Ordinal) : ImmutableSortedDictionary<string, double>.Empty,
            Shares(identity, view).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private static IEnumerable<KeyValuePair<string, double>> Shares(ClusterIdentity identity, KafkaHealthView? view) => view is null ? [] :
        from broker in view.LogDirs
        where broker.Value is Told<ImmutableArray<LogDirView>>.Known
        let share = ((Told<ImmutableArray<LogDirView>>.Known)broker.Value).Value.Max(directory => directory.UsedShare)
        where share is not null
        select KeyValuePair.Create(identity.PodOf(broker.Key), share.Value);
}
