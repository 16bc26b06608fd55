using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>Time that each certificate has left, in seconds; negative once it has expired. Thread-safe.</summary>
internal sealed class CertificateMetrics
{
    public const string Name = "GitOpsKafka.Certificates";

    private readonly ConcurrentDictionary<ResourceKey, ImmutableArray<CertificateExpiry>> _expiries = new();
    private readonly TimeProvider _time;

    public CertificateMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        meters.Create(Name).CreateObservableGauge("gitopskafka.certificate.expiry", Measure, "s", "Time until a certificate expires");
    }

    /// <returns>What was set last; null when nothing was.</returns>
    public ImmutableArray<CertificateExpiry>? Of(ResourceKey cluster) => _expiries.TryGetValue(cluster, out var expiries) ? expiries : null;

    public void Set(ResourceKey cluster, ImmutableArray<CertificateExpiry> expiries) => _expiries[cluster] = expiries;

    /// <summary>Clusters that are gone are not told of any more.</summary>
    public void KeepOnly(IReadOnlySet<ResourceKey> clusters)
    {
        foreach (var gone in _expiries.Keys.Where(cluster => !clusters.Contains(cluster)))
            _expiries.TryRemove(gone, out _);
    }

    private IEnumerable<Measurement<double>> Measure()
    {
        var now = _time.GetUtcNow();
        return
        [
            .. from cluster in _expiries
               from expiry in cluster.Value
               select new Measurement<double>((expiry.NotAfter - now).TotalSeconds, new("namespace", cluster.Key.Namespace), new("cluster", cluster.Key.Name), new("certificate", expiry.Name)),
        ];
    }
}
