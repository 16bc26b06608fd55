using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>What a cache holds: objects of one type. Immutable.</summary>
/// <param name="Namespace">Null for all namespaces.</param>
/// <param name="LabelSelector">Only objects that it selects, such as <c>gitopskafka.io/cluster</c> (has the label); null for all.</param>
public sealed record WatchScope(ResourceType Type, string? Namespace = null, string? LabelSelector = null)
{
    public override string ToString() => $"{Type}{(Namespace is null ? "" : $" in {Namespace}")}{(LabelSelector is null ? "" : $" with {LabelSelector}")}";
}
