using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Observation;

/// <summary>A broker's pod that is scheduled and was not told yet where it is. Immutable.</summary>
/// <param name="NodeName">The Kubernetes node that it runs on.</param>
/// <param name="TopologyKey">The label of that node that is the rack; null when the rack is told or not wanted.</param>
/// <param name="Advertised">Null when it is told, not wanted, or not known yet.</param>
public sealed record MissingFacts(KubeObject Pod, string NodeName, string? TopologyKey, string? Advertised)
{
    /// <summary>Pods of the cluster for which something can be told now.</summary>
    public static IEnumerable<MissingFacts> Of(KafkaCluster cluster, ObservedState observed)
    {
        var brokers = new ClusterIdentity(cluster, "").Brokers;
        if (observed.Find(brokers.Identity.Key(ResourceType.StatefulSets, brokers.Name)) is not { } statefulSet)
            return [];
        var pods = PodView.Of(statefulSet, observed).ToList();
        // Every broker's certificate has the addresses of all: clients are sent to none of them before all are known.
        var areAddressed = pods.All(pod => pod.NodeName is null || pod.HostAddress is not null);
        return
            from pod in pods
            where pod is { NodeName: not null, IsTerminating: false }
            let missing = new MissingFacts(
                observed.Find(brokers.Identity.Key(ResourceType.Pods, pod.Name))!,
                pod.NodeName!,
                pod.Rack is null ? cluster.Spec.Rack?.TopologyKey : null,
                areAddressed && pod.Advertised is null && AdvertisedAddresses.Of(cluster, pod, observed) is { Length: > 0 } addresses ? addresses : null)
            where missing.TopologyKey is not null || missing.Advertised is not null
            select missing;
    }
}
