using System.ComponentModel;

namespace GitOpsKafka.Platform.Resources;

/// <summary>Where clients start. Immutable.</summary>
public sealed record ListenerStatus
{
    [ListKey, Description("Name of the listener.")]
    public string Name { get; init; } = "";

    [Description("Value for bootstrap.servers; absent while Kubernetes has given no address.")]
    public string? BootstrapServers { get; init; }
}
