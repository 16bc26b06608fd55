using System.Collections.Concurrent;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>One client for each managed cluster, made when first asked for and kept. Thread-safe.</summary>
public sealed class KafkaAdmins(IOptions<KafkaAdminOptions> options, ILogger<ConfluentKafkaAdmin> logger) : IKafkaAdmins, IDisposable
{
    private readonly ConcurrentDictionary<ResourceKey, Lazy<ConfluentKafkaAdmin>> _admins = new();

    public IKafkaAdmin For(ResourceKey cluster) =>
        _admins.GetOrAdd(cluster, key => new Lazy<ConfluentKafkaAdmin>(() => new ConfluentKafkaAdmin(BootstrapOf(key), options.Value.Timeout, logger))).Value;

    public void Dispose()
    {
        foreach (var admin in _admins.Values.Where(admin => admin.IsValueCreated))
            admin.Value.Dispose();
        _admins.Clear();
    }

    /// <summary>The override, else the brokers as they are reached inside Kubernetes.</summary>
    internal string BootstrapOf(ResourceKey cluster) =>
        options.Value.Bootstrap.TryGetValue(cluster.ToString(), out var known) ? known : ClusterRenderer.BrokersAddress(cluster);
}
