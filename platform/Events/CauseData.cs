using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Events;

/// <summary>A <see cref="Planning.Cause"/> on the wire. Immutable.</summary>
/// <param name="Kind"><c>commit</c>, <c>kubectl</c> or <c>drift</c>.</param>
/// <param name="Commit">The one in force; for <c>commit</c> the cause itself.</param>
/// <param name="Managers">For drift, who owns the fields that differ; for kubectl, who owns the spec.</param>
public sealed record CauseData(string Kind, Commit Commit, ImmutableArray<string> Managers)
{
    /// <summary>No repository holds the resource: what is stored is what is desired.</summary>
    public bool IsHandApplied { get; init; }

    /// <summary>For people: <c>from commit 1d6133b5</c>.</summary>
    [JsonIgnore]
    public string Origin => IsHandApplied ? "by hand" : $"from commit {Commit.ShortSha}";

    public static CauseData Of(Change change) => Of(change.Cause) with { IsHandApplied = change is { Cause: Cause.FromKubectl } or { Desired.IsHandApplied: true } };

    public static CauseData Of(Cause cause) => cause switch
    {
        Cause.FromCommit commit => new CauseData("commit", commit.Commit, []),
        Cause.FromKubectl kubectl => new CauseData("kubectl", kubectl.Commit, kubectl.Managers),
        Cause.FromDrift drift => new CauseData("drift", drift.Commit, drift.Managers),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
