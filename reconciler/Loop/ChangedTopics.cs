using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>Which clusters have stored KafkaTopics that came, went or changed between two snapshots. Pure.</summary>
internal static class ChangedTopics
{
    /// <returns>A cluster may be named more than once; none is while both are the same snapshot.</returns>
    public static IEnumerable<ResourceKey> ClustersOf(ImmutableDictionary<ObjectKey, KubeObject> before, ImmutableDictionary<ObjectKey, KubeObject> after)
    {
        var written = after.Where(entry => !ReferenceEquals(before.GetValueOrDefault(entry.Key), entry.Value)).Select(entry => entry.Value);
        // Also those of before: a topic may have been of another cluster.
        var gone = before.Where(entry => !ReferenceEquals(after.GetValueOrDefault(entry.Key), entry.Value)).Select(entry => entry.Value);
        return written.Concat(gone).Select(ClusterOf).OfType<ResourceKey>();
    }

    private static ResourceKey? ClusterOf(KubeObject topic) =>
        topic.At("spec", "clusterRef", "name") is { ValueKind: JsonValueKind.String } name ? ResourceKey.Of(KafkaCluster.KindName, topic.Key.Namespace, name.GetString()!) : null;
}
