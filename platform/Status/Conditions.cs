using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status;

/// <summary>
/// Health → the conditions that Flux, Argo CD and <c>kubectl wait</c> read: Ready always, Reconciling while work goes on, Stalled
/// when a human must act. Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
/// </summary>
public static class Conditions
{
    /// <param name="before">A condition whose status is the same keeps its transition time.</param>
    public static IReadOnlyList<Condition> Next(IReadOnlyList<Condition> before, Health health, long generation, DateTimeOffset now)
    {
        return [.. Wanted(health).Select(pair => Condition(pair.Type, pair.Status))];

        Condition Condition(string type, string status) => new()
        {
            Type = type,
            Status = status,
            Reason = health.Reason,
            Message = health.Message,
            ObservedGeneration = generation,
            LastTransitionTime = before.FirstOrDefault(condition => condition.Type == type && condition.Status == status)?.LastTransitionTime ?? Seconds(now),
        };
    }

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
