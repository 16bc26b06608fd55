using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>Whether every partition has a leader and all its replicas in sync. Pure.</summary>
internal static class PartitionsCheck
{
    public const string Type = "PartitionsHealthy";

    /// <summary>How many partitions of a kind are named; the rest is counted.</summary>
    private const int MostNames = 3;

    public static CheckResult Judge(ImmutableArray<PartitionHealth> partitions)
    {
        (string Reason, string Words, List<PartitionHealth> Found)[] kinds =
        [
            ("OfflinePartitions", "without a leader", [.. partitions.Where(partition => partition.IsOffline)]),
            ("UnderMinimumInSync", "under min.insync.replicas", [.. partitions.Where(partition => partition.IsUnderMinimum)]),
            ("UnderReplicated", "under-replicated", [.. partitions.Where(partition => partition.IsUnderReplicated)]),
        ];
        var ill = kinds.Where(kind => kind.Found.Count > 0).ToList();
        return ill.Count == 0
            ? CheckResult.Well(Type, "AllInSync", "all partitions have a leader and all replicas in sync")
            : CheckResult.Ill(Type, ill[0].Reason, $"of {partitions.Length} partitions {string.Join("; ", ill.Select(kind => $"{kind.Found.Count} {kind.Words}: {Names(kind.Found)}"))}");
    }

    private static string Names(List<PartitionHealth> found)
    {
        var names = string.Join(", ", found.OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Partition.Id).Take(MostNames));
        return found.Count > MostNames ? $"{names} and {found.Count - MostNames} more" : names;
    }
}
