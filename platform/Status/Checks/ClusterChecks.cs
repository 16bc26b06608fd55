using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>All health checks of a cluster. They never decide whether it is <c>Ready</c> (docs/decisions/0009). Pure.</summary>
public static class ClusterChecks
{
    /// <summary>In the order of the status.</summary>
    public static ImmutableArray<string> Types { get; } = [PartitionsCheck.Type, QuorumCheck.Type, DiskCheck.Type, CertificatesCheck.Type];

    /// <param name="view">What Kafka told; null when it did not.</param>
    /// <param name="expiries">As in <see cref="CertificateExpiry.All"/>; null when they were not read yet.</param>
    /// <returns>In the order of <see cref="Types"/>; a check that does not apply is missing.</returns>
    public static ImmutableArray<CheckResult> Of(
        KafkaCluster cluster, ClusterNodes nodes, KafkaHealthView? view, ImmutableArray<CertificateExpiry>? expiries, CheckLimits limits, DateTimeOffset now)
    {
        var identity = new ClusterIdentity(cluster, "");
        return
        [
            view is null ? Unasked(PartitionsCheck.Type, nodes) : PartitionsCheck.Judge(view.Partitions),
            QuorumCheck.Judge(identity, nodes, view, limits) ?? Unasked(QuorumCheck.Type, nodes),
            view is null ? Unasked(DiskCheck.Type, nodes) : DiskCheck.Judge(identity, view.LogDirs, limits),
            .. ClusterCertificates.Nodes(cluster).IsEmpty ? [] : new[] { CertificatesCheck.Judge(expiries, now) },
        ];
    }

    private static CheckResult Unasked(string type, ClusterNodes nodes) => nodes.Roles[^1].Ready == 0
        ? CheckResult.Unknown(type, "NoBrokerReady", "no broker is ready to be asked")
        : CheckResult.Unknown(type, "KafkaUnreachable", "Kafka did not answer; it is asked again");
}
