namespace GitOpsKafka.Platform.Planning;

/// <summary>What the policy does not allow stays in the plan as blocked, with the reason.</summary>
internal static class Gate
{
    public static Change Apply(Change change, PlanPolicy policy) => change.Blocked is not null ? change : change with { Blocked = Reason(change, policy) };

    private static BlockReason? Reason(Change change, PlanPolicy policy) => policy switch
    {
        { IsPaused: true } => new BlockReason("Paused", "reconciling is paused; resume it to apply this"),
        { RestoreDrift: false } when change.Operation == ChangeOperation.Restore =>
            new BlockReason("DriftReportOnly", "drift is reported only; commit the change or undo it in the cluster"),
        _ => null,
    };
}
