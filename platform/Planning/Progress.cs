using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Reads from a stored resource whether a worker is still at it, as kstatus does.</summary>
internal static class Progress
{
    /// <summary>The status does not speak of this generation yet, or says Reconciling.</summary>
    public static bool IsReconciling(KubeObject live)
    {
        var observedGeneration = live.At("status", "observedGeneration")?.GetInt64() ?? 0;
        return observedGeneration != live.Generation || IsTrue(live, "Reconciling");
    }

    private static bool IsTrue(KubeObject live, string condition) =>
        live.At("status", "conditions") is { } conditions && conditions.EnumerateArray().Any(entry =>
            entry.GetProperty("type").ValueEquals(condition) && entry.GetProperty("status").ValueEquals("True"));
}
