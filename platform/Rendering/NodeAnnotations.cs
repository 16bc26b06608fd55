using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>What a node's pod says of itself, so that the reason for a restart can be named.</summary>
public static class NodeAnnotations
{
    /// <summary>Kafka version that the node runs.</summary>
    public const string Version = Marks.Prefix + "version";

    /// <summary>Hash of the settings that the node was started with and keeps until it is restarted.</summary>
    public const string ConfigHash = Marks.Prefix + "config-hash";

    /// <summary>Told to a pod that must restart though nothing of its settings has changed: the reason.</summary>
    public const string RestartFor = Marks.Prefix + "restart-for";
}
