using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Reads from a stored resource whether a worker is still at it, as kstatus does.</summary>
internal static class Progress
{
    /// <summary>Reason of Reconciling while nobody is at it: all objects are in order, and nodes are on their way by themselves.</summary>
    public const string NodesNotReady = "NodesNotReady";

    /// <summary>Reason of a topic's conditions while nobody is at it, because its cluster does not exist.</summary>
    public const string ClusterNotFound = "ClusterNotFound";

    /// <summary>
    /// The status does not speak of this generation yet, or says Reconciling for another reason than nodes that are on their way, which
    /// a hand that takes nodes away must not hide itself by, or a cluster that does not exist.
    /// </summary>
    public static bool IsReconciling(KubeObject live)
    {
        var observedGeneration = live.At("status", "observedGeneration")?.GetInt64() ?? 0;
        return observedGeneration != live.Generation || IsAtWork(live);
    }

    /// <summary>Since when the status says that the cluster of a topic does not exist; null when it does not say so.</summary>
    public static string? ClusterMissingSince(KubeObject live) =>
        Reconciling(live) is { } entry && entry.GetProperty("reason").ValueEquals(ClusterNotFound) ? entry.GetProperty("lastTransitionTime").GetString() : null;

    private static bool IsAtWork(KubeObject live) =>
        Reconciling(live) is { } entry && !entry.GetProperty("reason").ValueEquals(NodesNotReady) && !entry.GetProperty("reason").ValueEquals(ClusterNotFound);

    /// <summary>The condition while it is true.</summary>
    private static JsonElement? Reconciling(KubeObject live)
    {
        if (live.At("status", "conditions") is not { } conditions)
            return null;
        foreach (var entry in conditions.EnumerateArray())
        {
            if (entry.GetProperty("type").ValueEquals("Reconciling") && entry.GetProperty("status").ValueEquals("True"))
                return entry;
        }

        return null;
    }
}
