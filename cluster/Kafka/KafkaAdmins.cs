using System.Collections.Concurrent;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>One admin for each managed cluster, made when first asked for and kept. Thread-safe.</summary>
/// <param name="kubernetes">Has the certificates by which we are known to clusters with <c>internalTls</c>, and the addresses of listeners.</param>
public sealed class KafkaAdmins(IKubernetesApi kubernetes, IOptions<KafkaAdminOptions> options, TimeProvider time, ILogger<KafkaAdmin> logger) : IKafkaAdmins, IDisposable
{
    private readonly KafkaWays _ways = new(kubernetes, options.Value);
    private readonly ConcurrentDictionary<ResourceKey, Lazy<RenewedKafkaAdmin>> _admins = new();

    public IKafkaAdmin For(ResourceKey cluster) => _admins.GetOrAdd(cluster, key => new Lazy<RenewedKafkaAdmin>(() => Create(key))).Value;

    public void Dispose()
    {
        foreach (var admin in _admins.Values.Where(admin => admin.IsValueCreated))
            admin.Value.Dispose();
        _admins.Clear();
    }

    private RenewedKafkaAdmin Create(ResourceKey cluster) => new(
        stop => _ways.FindAsync(cluster, stop),
        way => new KafkaAdmin(way.Bootstrap, options.Value.Timeout, logger, way.Credentials),
        options.Value.CredentialsInterval,
        time);
}
