using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Trail;

/// <summary>One event in words. Pure.</summary>
internal static class EventText
{
    private const string TypePrefix = "io.gitopskafka.";

    /// <summary>The type without what all types have in common: <c>change.applied</c>.</summary>
    public static string ShortType(PlatformEvent data) => data.EventType[TypePrefix.Length..data.EventType.LastIndexOf('.')];

    public static string ShortId(string changeId) => changeId.Length > 8 ? changeId[..8] : changeId;

    /// <summary>The commit that the event names; null where it names none.</summary>
    public static Commit? CommitOf(PlatformEvent data) => data switch
    {
        PlatformEvent.RevisionObserved revision => revision.Commit,
        PlatformEvent.RevisionRejected revision => revision.Commit,
        PlatformEvent.ChangeRequested { Cause.IsHandApplied: false } change => change.Cause.Commit,
        PlatformEvent.ChangeBlocked { Cause.IsHandApplied: false } change => change.Cause.Commit,
        PlatformEvent.DriftDetected drift => drift.Commit,
        _ => null,
    };

    public static string Describe(PlatformEvent data) => data switch
    {
        PlatformEvent.RevisionObserved revision => $"commit {revision.Commit.ShortSha} by {Author(revision.Commit)}: {FirstLine(revision.Commit.Message)} ({revision.Resources} resources, {revision.Warnings.Length} warnings)",
        PlatformEvent.RevisionRejected revision => $"commit {revision.Commit.ShortSha} by {Author(revision.Commit)} has {revision.Errors.Length} errors: {revision.Errors.FirstOrDefault()}",
        PlatformEvent.ChangeRequested change => $"{PlanPrinter.Word(change.Operation)} because of {Cause(change.Cause)}: {string.Join("; ", change.Effects.Select(effect => effect.Summary))}",
        PlatformEvent.ChangeBlocked change => $"{PlanPrinter.Word(change.Operation)} because of {Cause(change.Cause)}: {change.Reason.Explanation} [{change.Reason.Code}]",
        PlatformEvent.ChangeStarted change => $"by {change.Worker}, attempt {change.Attempt}",
        PlatformEvent.ChangeProgressed change => $"{change.Step} ({change.Done} of {change.Total})",
        PlatformEvent.ChangeApplied change => $"{string.Join("; ", change.Effects)} in {Durations.Short(TimeSpan.FromMilliseconds(change.DurationMs))}{(change.IsResumed ? ", resumed" : "")}",
        PlatformEvent.ChangeFailed change => $"{change.Message} [{change.Reason}] attempt {change.Attempt}, {(change.IsRetried ? "is tried again" : "needs a human or a new commit")}",
        PlatformEvent.ChangeSuperseded { By: 0 } => "by a newer change",
        PlatformEvent.ChangeSuperseded change => $"by commit number {change.By}",
        PlatformEvent.ChangeUnchanged => "nothing was left to do",
        PlatformEvent.DriftDetected drift => $"changed by {Managers(drift.Managers)}: {string.Join("; ", drift.Deltas.Select(PlanPrinter.Print))}",
        PlatformEvent.AdmissionJudged judged => $"{judged.Operation} by {judged.User}{(judged.IsDryRun ? " (dry run)" : "")}{(judged.RuleIds.IsEmpty ? "" : $": {string.Join(", ", judged.RuleIds)}")}",
        _ => "",
    };

    /// <summary>The name without the address.</summary>
    public static string Author(Commit commit) => commit.Author.Split('<', 2)[0].Trim();

    public static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd('\r');

    public static string Managers(IReadOnlyCollection<string> managers) => managers.Count == 0 ? "nobody who can be named" : string.Join(", ", managers);

    public static Tone ToneOf(PlatformEvent data) => data switch
    {
        PlatformEvent.ChangeApplied => Tone.Good,
        PlatformEvent.ChangeFailed or PlatformEvent.ChangeBlocked or PlatformEvent.RevisionRejected or PlatformEvent.AdmissionJudged { IsAllowed: false } => Tone.Bad,
        PlatformEvent.DriftDetected or PlatformEvent.ChangeProgressed => Tone.Doubtful,
        _ => Tone.Plain,
    };

    private static string Cause(CauseData cause) => cause.Kind switch
    {
        "drift" => $"drift by {Managers(cause.Managers)}",
        "kubectl" => $"a change in the cluster by {Managers(cause.Managers)}",
        _ => $"commit {cause.Commit.ShortSha} by {Author(cause.Commit)}",
    };
}
