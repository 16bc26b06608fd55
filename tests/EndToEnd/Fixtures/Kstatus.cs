using System.Text.Json;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>
/// How those that wait for custom resources judge them: Flux and <c>kpt live</c> by kstatus, Argo CD by the same conditions.
/// Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
/// </summary>
internal static class Kstatus
{
    public static string Of(JsonElement live)
    {
        var metadata = live.GetProperty("metadata");
        if (metadata.TryGetProperty("deletionTimestamp", out _))
            return "Terminating";
        if (!live.TryGetProperty("status", out var status))
            return "Current";
        if (status.TryGetProperty("observedGeneration", out var observed) && observed.GetInt64() != metadata.GetProperty("generation").GetInt64())
            return "InProgress";
        var conditions = status.TryGetProperty("conditions", out var list) ? list.EnumerateArray().ToDictionary(one => one.GetProperty("type").GetString()!, one => one.GetProperty("status").GetString()) : [];
        return conditions.GetValueOrDefault("Stalled") == "True" ? "Failed"
            : conditions.GetValueOrDefault("Reconciling") == "True" || conditions.GetValueOrDefault("Ready", "True") != "True" ? "InProgress"
            : "Current";
    }
}
