using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Output;

/// <summary>A plan for programs. Names are stable; values that may be secrets are left out.</summary>
internal sealed record PlanDocument(string PlanId, ResourceKey Source, string Commit, string Summary, IEnumerable<PlanDocument.Entry> Changes)
{
    public static PlanDocument Of(Plan plan, Commit commit) => new(plan.Id, commit.Source, commit.Sha, PlanPrinter.Summary(plan), plan.Changes.Select(Entry.Of));

    /// <param name="Managers">Who changed the cluster, when that is the cause.</param>
    internal sealed record Entry(
        string ChangeId,
        ResourceKey Resource,
        ChangeOperation Operation,
        RiskClass Risk,
        string? Location,
        IEnumerable<string>? Managers,
        IEnumerable<FieldDelta> Deltas,
        IEnumerable<EffectData> Effects,
        BlockReason? Blocked)
    {
        public static Entry Of(Change change) => new(
            change.Id,
            change.Key,
            change.Operation,
            change.Risk,
            change.Desired is { Location.Length: > 0 } desired ? desired.Location : null,
            change.Cause is Cause.FromDrift drift ? drift.Managers : null,
            change.Deltas.Select(Redaction.Of),
            change.Effects.Select(EffectData.Of),
            change.Blocked);
    }
}
