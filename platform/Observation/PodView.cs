using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Observation;

/// <summary>A node's pod as the planner and the roller see it. Immutable.</summary>
/// <param name="Revision">The StatefulSet revision that it was made from.</param>
/// <param name="Version">Kafka version that it runs, where it says so.</param>
public sealed record PodView(string Name, string Uid, int Ordinal, bool IsReady, bool IsTerminating, string Revision, string? Version, string? ConfigHash)
{
    /// <summary>The Kubernetes node that it runs on; null until it is scheduled.</summary>
    public string? NodeName { get; private init; }

    /// <summary>Address of that node.</summary>
    public string? HostAddress { get; private init; }

    /// <inheritdoc cref="NodeFacts.Rack"/>
    public string? Rack { get; private init; }

    /// <inheritdoc cref="NodeFacts.Advertised"/>
    public string? Advertised { get; private init; }

    /// <inheritdoc cref="NodeAnnotations.RestartFor"/>
    public string? RestartFor { get; private init; }

    /// <summary>The pods of a StatefulSet, by ordinal.</summary>
    public static IEnumerable<PodView> Of(KubeObject statefulSet, ObservedState observed) =>
        observed.OfType(ResourceType.Pods).Values
            .Where(pod => pod.Key.Namespace == statefulSet.Key.Namespace && pod.IsOwnedBy(statefulSet.Uid))
            .Select(Of)
            .OrderBy(pod => pod.Ordinal);

    /// <summary>The pods with names of the role, whoever owns them.</summary>
    internal static IEnumerable<PodView> Named(NodeRoleView role, ObservedState observed) =>
        from pod in observed.OfType(ResourceType.Pods).Values
        where pod.Key.Namespace == role.Identity.Namespace && pod.Label(Marks.Cluster) == role.Identity.Name && pod.Key.Name[..pod.Key.Name.LastIndexOf('-')] == role.Name
        select Of(pod);

    /// <summary>It was made from the newest template that the StatefulSet controller knows.</summary>
    public bool IsCurrent(KubeObject statefulSet) => Revision == statefulSet.At("status", "updateRevision")?.GetString();

    /// <summary>What of the cluster's settings the node does not have yet, and for what else it must restart.</summary>
    /// <param name="statefulSet">With the newest template.</param>
    internal IEnumerable<string> Outdated(KafkaCluster cluster, KubeObject statefulSet, ObservedState observed)
    {
        if (Version is not null && Version != cluster.Spec.Version)
            yield return $"version {Version} → {cluster.Spec.Version}";
        if (ConfigHash is not null && statefulSet.At("spec", "template", "metadata", "annotations", NodeAnnotations.ConfigHash) is { } hash && !hash.ValueEquals(ConfigHash))
            yield return "spec.config";
        if (Advertised is not null && AdvertisedAddresses.Of(cluster, this, observed) is { } addresses && addresses != Advertised)
            yield return $"external address {Advertised} → {addresses}";
        if (RestartFor is not null)
            yield return RestartFor;
    }

    private static PodView Of(KubeObject pod) => new(
        pod.Key.Name,
        pod.Uid,
        int.Parse(pod.Key.Name.AsSpan(pod.Key.Name.LastIndexOf('-') + 1)),
        pod.IsConditionTrue("Ready"),
        pod.IsTerminating,
        pod.Label("controller-revision-hash") ?? "",
        pod.Annotation(NodeAnnotations.Version),
        pod.Annotation(NodeAnnotations.ConfigHash))
    {
        NodeName = pod.At("spec", "nodeName")?.GetString(),
        HostAddress = pod.At("status", "hostIP")?.GetString(),
        Rack = pod.Annotation(NodeFacts.Rack),
        Advertised = pod.Annotation(NodeFacts.Advertised),
        RestartFor = pod.Annotation(NodeAnnotations.RestartFor),
    };
}
