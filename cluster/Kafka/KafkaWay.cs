using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Where a managed cluster is reached. Immutable.</summary>
/// <param name="IsAsNodesSpeak">Secured as the connections between nodes are; otherwise without TLS.</param>
internal sealed record KafkaWay(string Bootstrap, bool IsAsNodesSpeak)
{
    private const string Secured = "ssl://";

    /// <summary>What the options say, else the brokers as they are reached inside Kubernetes.</summary>
    public static KafkaWay To(ResourceKey cluster, KafkaAdminOptions options)
    {
        if (!options.Bootstrap.TryGetValue(cluster.ToString(), out var known))
            return new KafkaWay(ClusterRenderer.BrokersAddress(cluster), IsAsNodesSpeak: true);
        return known.StartsWith(Secured, StringComparison.OrdinalIgnoreCase) ? new KafkaWay(known[Secured.Length..], IsAsNodesSpeak: true) : new KafkaWay(known, IsAsNodesSpeak: false);
    }
}
