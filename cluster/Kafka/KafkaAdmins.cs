using System.Collections.Concurrent;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>One admin for each managed cluster, made when first asked for and kept. Thread-safe.</summary>
/// <param name="kubernetes">Has the certificates by which we are known to clusters with <c>internalTls</c>.</param>
public sealed class KafkaAdmins(IKubernetesApi kubernetes, IOptions<KafkaAdminOptions> options, TimeProvider time, ILogger<ConfluentKafkaAdmin> logger) : IKafkaAdmins, IDisposable
{
    private readonly OperatorCredentials _credentials = new(kubernetes);
    private readonly ConcurrentDictionary<ResourceKey, Lazy<RenewedKafkaAdmin>> _admins = new();

    public IKafkaAdmin For(ResourceKey cluster) => _admins.GetOrAdd(cluster, key => new Lazy<RenewedKafkaAdmin>(() => Create(key))).Value;

    public void Dispose()
    {
        foreach (var admin in _admins.Values.Where(admin => admin.IsValueCreated))
            admin.Value.Dispose();
        _admins.Clear();
    }

    private RenewedKafkaAdmin Create(ResourceKey cluster)
    {
        var way = KafkaWay.To(cluster, options.Value);
        return new RenewedKafkaAdmin(
            stop => way.IsAsNodesSpeak ? _credentials.FindAsync(cluster, stop) : Task.FromResult<KafkaCredentials?>(null),
            credentials => new ConfluentKafkaAdmin(way.Bootstrap, options.Value.Timeout, logger, credentials),
            options.Value.CredentialsInterval,
            time);
    }
}
