using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>What a rack is. Immutable. Source: https://kafka.apache.org/documentation/#basic_ops_racks.</summary>
public sealed record RackAwareness
{
    [DefaultValue("topology.kubernetes.io/zone"), MinLength(1), MaxLength(317), Description("Label of Kubernetes nodes whose value is the rack.")]
    public string TopologyKey { get; init; } = "topology.kubernetes.io/zone";
}
