using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status.Checks;

namespace GitOpsKafka.Platform.Status;

/// <summary>
/// Health → the conditions that Flux, Argo CD and <c>kubectl wait</c> read: Ready always, Reconciling while work goes on, Stalled
/// when a human must act. Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
/// </summary>
public static class Conditions
{
    /// <param name="before">A condition whose status is the same keeps its transition time.</param>
    public static IReadOnlyList<Condition> Next(IReadOnlyList<Condition> before, Health health, long generation, DateTimeOffset now) =>
        [.. Wanted(health).Select(pair => Next(before, pair.Type, pair.Status, health.Reason, health.Message, generation, now))];

    /// <summary>What health checks found; they stand beside Ready, which does not depend on them.</summary>
    /// <param name="results">Null when nothing was checked since the process started: then what was found before stands.</param>
    /// <inheritdoc cref="Next(IReadOnlyList{Condition}, Health, long, DateTimeOffset)"/>
    public static IEnumerable<Condition> Next(IReadOnlyList<Condition> before, ImmutableArray<CheckResult>? results, long generation, DateTimeOffset now) => results is { } found
        ? found.Select(result => Next(before, result.Type, result.Status, result.Reason, result.Message, generation, now))
        : before.Where(condition => ClusterChecks.Types.Contains(condition.Type));

    private static Condition Next(IReadOnlyList<Condition> before, string type, string status, string reason, string message, long generation, DateTimeOffset now) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message,
        ObservedGeneration = generation,
        LastTransitionTime = before.FirstOrDefault(condition => condition.Type == type && condition.Status == status)?.LastTransitionTime ?? Seconds(now),
    };

    private static (string Type, string Status)[] Wanted(Health health) => health switch
    {
        Health.Fine => [("Ready", "True")],
        Health.Working => [("Ready", "Unknown"), ("Reconciling", "True")],
        Health.Retrying => [("Ready", "False"), ("Reconciling", "True")],
        Health.Stuck => [("Ready", "False"), ("Stalled", "True")],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The API keeps whole seconds.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
