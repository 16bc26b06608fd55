using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>Whether brokers can write, and will for some time. Brokers that are down are not judged: other conditions tell of them. Pure.</summary>
internal static class DiskCheck
{
    public const string Type = "DiskHealthy";

    public static CheckResult Judge(ClusterIdentity identity, ImmutableSortedDictionary<int, Told<ImmutableArray<LogDirView>>> logDirs, CheckLimits limits)
    {
        var known = (from broker in logDirs
                     where broker.Value is Told<ImmutableArray<LogDirView>>.Known
                     from directory in ((Told<ImmutableArray<LogDirView>>.Known)broker.Value).Value
                     select (Pod: identity.PodOf(broker.Key), Directory: directory)).ToList();
        if (known.Where(entry => entry.Directory.IsOffline).ToList() is { Count: > 0 } offline)
            return CheckResult.Ill(Type, "LogDirOffline", $"cannot be written: {string.Join(", ", offline.Select(entry => $"{entry.Pod} {entry.Directory.Path}"))}");
        if (known.Where(entry => entry.Directory.UsedShare >= limits.DiskShare).ToList() is { Count: > 0 } full)
            return CheckResult.Ill(Type, "DiskNearlyFull", $"{limits.DiskShare:P0} or more is used: {string.Join(", ", full.Select(entry => $"{entry.Pod} {entry.Directory.Path} {entry.Directory.UsedShare:P0}"))}");
        var silent = logDirs.Where(broker => broker.Value is Told<ImmutableArray<LogDirView>>.Unknown).Select(broker => identity.PodOf(broker.Key)).ToList();
        return silent.Count > 0
            ? CheckResult.Unknown(Type, "LogDirsUnknown", $"did not tell their log directories: {string.Join(", ", silent)}")
            : CheckResult.Well(Type, "DiskSpaceLeft", $"less than {limits.DiskShare:P0} is used on all brokers");
    }
}
