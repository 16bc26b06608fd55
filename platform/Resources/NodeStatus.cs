using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>One broker, controller or ZooKeeper server as it is. Immutable.</summary>
public sealed record NodeStatus
{
    [ListKey, Required, Description("Name of the pod.")]
    public string Pod { get; init; } = "";

    [Description("Kafka's id of the node; of a ZooKeeper server its id in the ensemble.")]
    public int Id { get; init; }

    [Description("controller, broker, combined or zookeeper.")]
    public string Role { get; init; } = "";

    [Description("Ready, NotReady, Pending (no Kubernetes node yet) or Terminating.")]
    public string State { get; init; } = "";

    [Description("Kafka version that it runs.")]
    public string? Version { get; init; }

    [Description("Rack that it was told.")]
    public string? Rack { get; init; }

    [Description("Kubernetes node that it runs on.")]
    public string? Node { get; init; }
}
