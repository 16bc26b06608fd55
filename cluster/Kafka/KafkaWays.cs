using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// Finds the way to managed clusters: what the options say, else the listener that they name at the addresses that the cluster's status
/// tells, else the Service by which brokers are reached inside Kubernetes. Thread-safe.
/// </summary>
internal sealed class KafkaWays(IKubernetesApi kubernetes, KafkaAdminOptions options)
{
    private const string Secured = "ssl://";

    private readonly OperatorCredentials _credentials = new(kubernetes);

    /// <exception cref="KafkaAdminException">There is none yet, or it cannot be known.</exception>
    public async Task<KafkaWay> FindAsync(ResourceKey cluster, CancellationToken cancellationToken)
    {
        if (!options.Bootstrap.TryGetValue(cluster.ToString(), out var known))
            return options.Listener is { } listener ? await FindListenerAsync(cluster, listener, cancellationToken) : await AsNodesSpeakAsync(ClusterRenderer.BrokersAddress(cluster));
        return known.StartsWith(Secured, StringComparison.OrdinalIgnoreCase) ? await AsNodesSpeakAsync(known[Secured.Length..]) : new KafkaWay(known);

        async Task<KafkaWay> AsNodesSpeakAsync(string bootstrap) => new(bootstrap, await _credentials.FindAsync(cluster, cancellationToken));
    }

    private async Task<KafkaWay> FindListenerAsync(ResourceKey cluster, string name, CancellationToken cancellationToken)
    {
        var stored = await GetAsync(cluster, cancellationToken);
        if (stored.Spec.Listeners.FirstOrDefault(listener => listener.Name == name) is not { Tls: false, Authentication: null })
            throw Unknown(cluster, $"it has no listener \"{name}\" without TLS and authentication");
        return stored.Status?.Listeners.FirstOrDefault(listener => listener.Name == name)?.BootstrapServers is { Length: > 0 } servers
            ? new KafkaWay(servers)
            : throw Unknown(cluster, $"listener \"{name}\" has no address yet");
    }

    private async Task<KafkaCluster> GetAsync(ResourceKey cluster, CancellationToken cancellationToken)
    {
        try
        {
            return await kubernetes.GetAsync(ResourceKinds.ObjectOf(cluster), cancellationToken) is { } stored
                ? ResourceJson.Read<KafkaCluster>(stored.Json)
                : throw Unknown(cluster, "it is not stored");
        }
        catch (KubernetesApiException failure)
        {
            throw Unknown(cluster, failure.Message, failure);
        }
    }

    private static KafkaAdminException Unknown(ResourceKey cluster, string why, Exception? cause = null) => new(isRefusal: false, $"connect to {cluster}: {why}", cause);
}
