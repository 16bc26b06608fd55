using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>What a cache holds: objects of one type. Immutable.</summary>
/// <param name="Namespace">Null for all namespaces.</param>
/// <param name="LabelSelector">Only objects that it selects, such as <c>gitopskafka.io/cluster</c> (has the label); null for all.</param>
public sealed record WatchScope(ResourceType Type, string? Namespace = null, string? LabelSelector = null)
{
    /// <summary>All that planning looks at: our own kinds, and the objects made for clusters. Each type once.</summary>
    public static IEnumerable<WatchScope> All(string? @namespace) =>
        ResourceKinds.All.Select(kind => new WatchScope(kind.Type, @namespace))
            .Concat(ClusterRenderer.ObservedTypes.Select(type => new WatchScope(type, @namespace, Marks.Cluster)));

    public override string ToString() => $"{Type}{(Namespace is null ? "" : $" in {Namespace}")}{(LabelSelector is null ? "" : $" with {LabelSelector}")}";
}
