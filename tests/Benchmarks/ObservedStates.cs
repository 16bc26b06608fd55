using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Benchmarks;

/// <summary>Observations to plan against.</summary>
internal static class ObservedStates
{
    /// <summary>A Kubernetes that has nothing of ours; Kafka was not asked.</summary>
    public static ObservedState Empty { get; } = ObservedState.Unknown with
    {
        Objects = ResourceKinds.All.Select(kind => kind.Type)
            .Concat(ClusterRenderer.ObservedTypes)
            .ToImmutableDictionary(type => type, _ => ImmutableDictionary<ObjectKey, KubeObject>.Empty),
    };
}
