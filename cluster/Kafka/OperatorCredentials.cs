using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Finds the certificates by which we are known to clusters, in the Secrets that the worker keeps. Thread-safe.</summary>
internal sealed class OperatorCredentials(IKubernetesApi kubernetes)
{
    /// <returns>Null for a cluster whose nodes speak without TLS, or that is not stored.</returns>
    /// <exception cref="KafkaAdminException">There are none yet, or they cannot be read.</exception>
    public async Task<KafkaCredentials?> FindAsync(ResourceKey cluster, CancellationToken cancellationToken)
    {
        var secret = new ObjectKey(ResourceType.Secrets, cluster.Namespace, CertificateSecrets.OperatorName(cluster.Name));
        try
        {
            if (!await HasInternalTlsAsync(cluster, cancellationToken))
                return null;
            return await kubernetes.GetAsync(secret, cancellationToken) is { } stored && KafkaCredentials.Of(stored) is { } credentials
                ? credentials
                : throw new KafkaAdminException(isRefusal: false, $"connect to {cluster}: Secret {secret.Name} holds no certificate yet");
        }
        catch (KubernetesApiException failure)
        {
            throw new KafkaAdminException(isRefusal: false, $"connect to {cluster}: it is not known by which certificate, Secret {secret.Name}: {failure.Message}", failure);
        }
    }

    private async Task<bool> HasInternalTlsAsync(ResourceKey cluster, CancellationToken cancellationToken) =>
        await kubernetes.GetAsync(ResourceKinds.ObjectOf(cluster), cancellationToken) is { } stored
        && ResourceJson.Read<KafkaCluster>(stored.Json).Spec.InternalTls;
}
