using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>
/// Asks brokers to load the certificates that lie in their pods. It takes a kubelet up to two minutes to bring a changed Secret there, and
/// it does not tell: so a broker is asked again and again, until it presents the new one. Thread-safe.
/// </summary>
internal sealed class CertificateReloads(IKafkaAdmins kafka, ILogger<CertificateReloads> logger)
{
    /// <param name="nodes">Those that present other certificates than are stored for them.</param>
    public async Task AskAsync(ResourceKey cluster, ImmutableArray<TlsNode> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            // A node that only votes is no broker that clients could speak to: it loads its certificate when it restarts.
            if (node.BrokerId is { } broker)
                await AskAsync(cluster, broker, node.Listeners[0].Name, cancellationToken);
        }
    }

    private async Task AskAsync(ResourceKey cluster, int broker, string listener, CancellationToken cancellationToken)
    {
        try
        {
            await kafka.For(cluster).ReloadCertificatesAsync(broker, listener, cancellationToken);
            logger.CertificateReloadAsked(cluster, broker);
        }
        catch (KafkaAdminException failure)
        {
            logger.CertificateReloadFailed(failure, cluster, broker);
        }
    }
}
