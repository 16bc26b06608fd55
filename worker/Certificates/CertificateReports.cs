using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>Tells how it stands with certificates: metrics for machines, warnings for people. Thread-safe.</summary>
internal sealed class CertificateReports(CertificateMetrics metrics, CertificateWarnings warnings, CertificateTimes times, TimeProvider time)
{
    public async Task TellAsync(ResourceKey cluster, KeptCertificates kept, CancellationToken cancellationToken)
    {
        var expiries = CertificateExpiry.All(kept.State, times, time.GetUtcNow());
        metrics.Set(cluster, expiries);
        await warnings.WarnAsync(cluster, kept, expiries, cancellationToken);
    }

    public void KeepOnly(IReadOnlySet<ResourceKey> clusters) => metrics.KeepOnly(clusters);
}
