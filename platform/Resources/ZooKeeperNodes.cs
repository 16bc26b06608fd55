using System.ComponentModel;

namespace GitOpsKafka.Platform.Resources;

/// <summary>The servers of a ZooKeeper ensemble, which keep the metadata of Kafka before 4.0. Immutable.</summary>
public sealed record ZooKeeperNodes : NodeRole
{
    [Description("ZooKeeper settings (zoo.cfg). Keys that the operator manages are refused.")]
    public IReadOnlyDictionary<string, ConfigValue> Config { get; init; } = new Dictionary<string, ConfigValue>();
}
