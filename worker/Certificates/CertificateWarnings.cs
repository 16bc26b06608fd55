using System.Collections.Concurrent;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Worker.Applying;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>Warns of certificates that a person must see to, each once a day. Thread-safe; what was said is forgotten with the process.</summary>
internal sealed class CertificateWarnings(KubernetesEvents events, TimeProvider time, ILogger<CertificateWarnings> logger)
{
    private static readonly TimeSpan Repetition = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(ResourceKey Cluster, string Message), DateTimeOffset> _said = new();

    public async Task WarnAsync(ResourceKey cluster, KeptCertificates kept, IEnumerable<CertificateExpiry> expiries, CancellationToken cancellationToken)
    {
        foreach (var expiry in expiries.Where(expiry => expiry.IsNear))
            await SayAsync(cluster, kept, "CertificateExpires", $"certificate {expiry.Name} expires at {expiry.NotAfter:yyyy-MM-ddTHH:mm:ssZ} and was not renewed", cancellationToken);
        foreach (var problem in kept.Plan.Problems)
            await SayAsync(cluster, kept, "CertificateProblem", problem.ToString(), cancellationToken);
    }

    private async Task SayAsync(ResourceKey cluster, KeptCertificates kept, string reason, string message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_said.TryGetValue((cluster, message), out var last) && now - last < Repetition)
            return;
        _said[(cluster, message)] = now;
        logger.CertificateWarning(cluster, message);
        await events.RecordAsync(kept.Cluster, reason, message, isWarning: true, cancellationToken);
    }
}
