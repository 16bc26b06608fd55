using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Reads from a stored resource whether a worker is still at it, as kstatus does.</summary>
internal static class Progress
{
    /// <summary>Reason of Reconciling while nobody is at it: all objects are in order, and nodes are on their way by themselves.</summary>
    public const string NodesNotReady = "NodesNotReady";

    /// <summary>
    /// The status does not speak of this generation yet, or says Reconciling for another reason than nodes that are on their way:
    /// a hand that takes nodes away must not hide itself by that.
    /// </summary>
    public static bool IsReconciling(KubeObject live)
    {
        var observedGeneration = live.At("status", "observedGeneration")?.GetInt64() ?? 0;
        return observedGeneration != live.Generation || IsAtWork(live);
    }

    private static bool IsAtWork(KubeObject live) =>
        live.At("status", "conditions") is { } conditions && conditions.EnumerateArray().Any(entry =>
            entry.GetProperty("type").ValueEquals("Reconciling") && entry.GetProperty("status").ValueEquals("True") && !entry.GetProperty("reason").ValueEquals(NodesNotReady));
}
