using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// What goes on the trail: the data of one event, before it is put in its envelope. A closed hierarchy. Immutable.
/// </summary>
public abstract record PlatformEvent
{
    private PlatformEvent()
    {
    }

    /// <summary>CloudEvents type: <c>io.gitopskafka.change.requested.v1</c>.</summary>
    public abstract string EventType { get; }

    /// <summary>The resource that the event is about; record key and CloudEvents subject.</summary>
    public abstract ResourceKey About { get; }

    /// <summary>CloudEvents id. The same happening gives the same id, also when it is published again after a crash.</summary>
    public abstract string EventId { get; }

    /// <summary>A commit was read and can be used.</summary>
    /// <param name="Resources">How many resources it holds.</param>
    /// <param name="Warnings">Rules that only warn, as text.</param>
    public sealed record RevisionObserved(Commit Commit, int Resources, ImmutableArray<string> Warnings) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.revision.observed.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Commit.Source;

        public override string EventId => $"{Commit.Sha}/observed";
    }

    /// <summary>A commit cannot be used; the one before stays in force.</summary>
    /// <param name="Errors">All of them, as text with file, line and column.</param>
    public sealed record RevisionRejected(Commit Commit, ImmutableArray<string> Errors) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.revision.rejected.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Commit.Source;

        public override string EventId => $"{Commit.Sha}/rejected";
    }

    /// <summary>This resource must change. Published before the first write.</summary>
    /// <param name="Manifest">The desired manifest; on delete the last one known.</param>
    public sealed record ChangeRequested(
        string ChangeId,
        string PlanId,
        ChangeOperation Operation,
        ResourceKey Resource,
        CauseData Cause,
        ImmutableArray<FieldDelta> Deltas,
        ImmutableArray<EffectData> Effects,
        JsonElement Manifest) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.requested.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/requested";
    }

    /// <summary>Wanted, but not allowed.</summary>
    public sealed record ChangeBlocked(string ChangeId, ChangeOperation Operation, ResourceKey Resource, CauseData Cause, BlockReason Reason, ImmutableArray<EffectData> Effects) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.blocked.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/blocked";
    }

    /// <summary>A worker took it.</summary>
    public sealed record ChangeStarted(string ChangeId, ResourceKey Resource, string Worker, int Attempt) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.started.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/started/{Attempt}";
    }

    /// <summary>One step of it is done: <c>restarted orders-brokers-1 (2 of 3)</c>.</summary>
    /// <param name="Done">Steps done.</param>
    /// <param name="Total">Steps in all, as far as is known now.</param>
    public sealed record ChangeProgressed(string ChangeId, ResourceKey Resource, string Step, int Done, int Total) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.progressed.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/progressed/{Done}";
    }

    /// <summary>The cluster is as the change wants it.</summary>
    /// <param name="Effects">What was done in this run, one line each.</param>
    /// <param name="IsResumed">True when an earlier run, cut short, had done some or all of it.</param>
    public sealed record ChangeApplied(string ChangeId, ResourceKey Resource, ImmutableArray<string> Effects, long DurationMs, bool IsResumed) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.applied.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/applied";
    }

    /// <param name="Reason">One word in CamelCase.</param>
    /// <param name="Message">One sentence that says what to do; no secrets.</param>
    /// <param name="IsRetried">False: a human must act, or a new commit.</param>
    public sealed record ChangeFailed(string ChangeId, ResourceKey Resource, string Reason, string Message, bool IsRetried, int Attempt) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.failed.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/failed/{Attempt}";
    }

    /// <summary>A newer change of the same resource came first.</summary>
    /// <param name="By">Sequence of the newer commit.</param>
    public sealed record ChangeSuperseded(string ChangeId, ResourceKey Resource, long By) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.superseded.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/superseded";
    }

    /// <summary>Nothing was left to do.</summary>
    public sealed record ChangeUnchanged(string ChangeId, ResourceKey Resource) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.change.unchanged.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/unchanged";
    }

    /// <summary>The cluster differs from what was applied, and no commit asks for it.</summary>
    /// <param name="Managers">Field managers that own the fields, sorted.</param>
    public sealed record DriftDetected(string ChangeId, ResourceKey Resource, Commit Commit, ImmutableArray<string> Managers, ImmutableArray<FieldDelta> Deltas) : PlatformEvent
    {
        public const string TypeName = "io.gitopskafka.drift.detected.v1";

        public override string EventType => TypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ChangeId}/drift";
    }

    /// <summary>The webhook answered. <see cref="IsAllowed"/> decides the type.</summary>
    public sealed record AdmissionJudged(
        string ReviewUid, bool IsAllowed, ResourceKey Resource, string Operation, string User, ImmutableArray<string> Groups, bool IsDryRun, ImmutableArray<string> RuleIds) : PlatformEvent
    {
        public const string AllowedTypeName = "io.gitopskafka.admission.allowed.v1";

        public const string DeniedTypeName = "io.gitopskafka.admission.denied.v1";

        public override string EventType => IsAllowed ? AllowedTypeName : DeniedTypeName;

        public override ResourceKey About => Resource;

        public override string EventId => $"{ReviewUid}/judged";
    }
}
