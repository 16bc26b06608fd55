using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Plans, and remembers the last plan: planning is pure, so the same revision and the same snapshots give the same plan. That makes a
/// pass in which nothing changed as good as free. Not thread-safe.
/// </summary>
internal sealed class LastPlan(PlanPolicy policy)
{
    private Revision? _revision;
    private ObservedState _observed = ObservedState.Unknown;
    private Plan? _plan;

    public OwnDeletions OwnDeletions { get; } = new();

    public Plan For(Revision revision, ObservedState observed)
    {
        if (_plan is { } last && ReferenceEquals(revision, _revision) && observed.IsSameSnapshot(_observed))
            return last;
        var plan = Planner.Plan(revision, OwnDeletions.HideIn(observed), policy, withUnderWay: true);
        (_revision, _observed, _plan) = (revision, observed, plan);
        return plan;
    }
}
