using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What is stored as neighbours for the rules, read only when a rule asks. Immutable.</summary>
internal sealed class StoredNeighbours(ObservedState observed) : INeighbours
{
    public KafkaCluster? Cluster(ResourceKey key) => observed.Find(ResourceKinds.ObjectOf(key)) is { } live ? Read<KafkaCluster>(live) : null;

    public IEnumerable<KafkaTopic> TopicsOf(ResourceKey cluster) => observed.OfType(ResourceKinds.Get(KafkaTopic.KindName).Type).Values
        .Where(topic => topic.Key.Namespace == cluster.Namespace && topic.At("spec", "clusterRef", "name") is { ValueKind: JsonValueKind.String } name && name.ValueEquals(cluster.Name))
        .Select(Read<KafkaTopic>).OfType<KafkaTopic>();

    private static T? Read<T>(KubeObject live)
        where T : Resource
    {
        try
        {
            return ResourceJson.Read<T>(live.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
