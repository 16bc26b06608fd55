using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status.Checks;

namespace GitOpsKafka.Worker.HealthChecks;

/// <summary>
/// How clusters are, for machines. Labels are namespace, cluster and node (a pod), and words of ours; never topics. What is unknown is not there.
/// Thread-safe.
/// </summary>
internal sealed class HealthMetrics
{
    public const string Name = "GitOpsKafka.Health";

    private static readonly string[] Statuses = ["True", "False", "Unknown"];

    private readonly ConcurrentDictionary<ResourceKey, (HealthFigures Figures, ImmutableArray<CheckResult> Results)> _clusters = new();

    public HealthMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("gitopskafka.cluster.condition", () => Measure(cluster => Conditions(cluster.Results)), description: "1 for the status that a condition of a cluster has, 0 for the others");
        meter.CreateObservableGauge("gitopskafka.cluster.nodes", () => Measure(cluster => Nodes(cluster.Figures)), description: "Nodes of a cluster by state, of those wanted");
        meter.CreateObservableGauge("gitopskafka.cluster.partitions", () => Measure(cluster => Partitions(cluster.Figures)), description: "Partitions of a cluster: all, and those that are not well");
        meter.CreateObservableGauge("gitopskafka.cluster.voter.lag", () => Measure(cluster => ByNode(cluster.Figures.VoterLag)), description: "Records of the metadata that a voter lacks");
        meter.CreateObservableGauge("gitopskafka.cluster.disk.used.ratio", () => Measure(cluster => ByNode(cluster.Figures.DiskUsed)), "1", "Used share of a broker's fullest file system with log directories");
    }

    public void Set(ResourceKey cluster, HealthFigures figures, ImmutableArray<CheckResult> results) => _clusters[cluster] = (figures, results);

    /// <summary>Clusters that are gone are not told of any more.</summary>
    public void KeepOnly(IReadOnlySet<ResourceKey> clusters)
    {
        foreach (var gone in _clusters.Keys.Where(cluster => !clusters.Contains(cluster)))
            _clusters.TryRemove(gone, out _);
    }

    private IEnumerable<Measurement<double>> Measure(Func<(HealthFigures Figures, ImmutableArray<CheckResult> Results), IEnumerable<(double Value, KeyValuePair<string, object?>[] Labels)>> of) =>
        from cluster in _clusters
        from measured in of(cluster.Value)
        select new Measurement<double>(measured.Value, [new("namespace", cluster.Key.Namespace), new("cluster", cluster.Key.Name), .. measured.Labels]);

    private static IEnumerable<(double, KeyValuePair<string, object?>[])> Conditions(ImmutableArray<CheckResult> results) =>
        from result in results
        from status in Statuses
        select (result.Status == status ? 1.0 : 0, Labels(("condition", result.Type), ("status", status)));

    private static IEnumerable<(double, KeyValuePair<string, object?>[])> Nodes(HealthFigures figures) =>
        [(figures.ReadyNodes, Labels(("state", "ready"))), (figures.UnreadyNodes, Labels(("state", "unready")))];

    private static IEnumerable<(double, KeyValuePair<string, object?>[])> Partitions(HealthFigures figures) => figures.Partitions is not { } counts ? [] :
    [
        (counts.All, Labels(("state", "all"))),
        (counts.Offline, Labels(("state", "offline"))),
        (counts.UnderMinimum, Labels(("state", "under_min_isr"))),
        (counts.UnderReplicated, Labels(("state", "under_replicated"))),
    ];

    private static IEnumerable<(double, KeyValuePair<string, object?>[])> ByNode(ImmutableSortedDictionary<string, double> values) =>
        values.Select(value => (value.Value, Labels(("node", value.Key))));

    private static KeyValuePair<string, object?>[] Labels(params (string Name, string Value)[] labels) =>
        [.. labels.Select(label => new KeyValuePair<string, object?>(label.Name, label.Value))];
}
