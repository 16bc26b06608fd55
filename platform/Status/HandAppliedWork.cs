using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Status;

/// <summary>
/// Work that is left on a cluster that no repository holds, while no worker is at it: others than we write its spec, so it may be one that was not
/// taken on yet, or cannot be. Pure.
/// </summary>
public static class HandAppliedWork
{
    /// <returns>Null when there is none, or a repository holds the cluster.</returns>
    public static Work? Of(KubeObject live, ObservedState observed)
    {
        if (!HandApplied.Is(live) || HandApplied.IsTakenOn(live))
            return null;
        // What Kafka has is not known here: only the reconciler can tell whether brokers may go.
        return HandAppliedPlanning.Blocked(live, observed) is { Code: not "PlacementUnknown" } blocked
            ? new Work(blocked.Explanation, blocked)
            : new Work("waiting for the reconciler to take it on");
    }
}
