using System.Collections.Immutable;
using GitOpsKafka.Platform.Rules.Clusters;
using GitOpsKafka.Platform.Rules.General;
using GitOpsKafka.Platform.Rules.Topics;

namespace GitOpsKafka.Platform.Rules;

/// <summary>
/// All rules, for the webhook, the reconciler and the command line alike. Pure and thread-safe; no rule throws, whatever the object says.
/// An update is never refused for what was there before: a rule over the state that failed identically on the old object only warns.
/// An object that is being deleted is always allowed, or its finalizers could never be removed.
/// </summary>
public static class RuleSet
{
    private static readonly ImmutableArray<Rule> Rules =
    [
        .. NamingRules.All, .. ReferenceRules.All, .. ComputeRules.All, .. DeletionRules.All, .. MarkRules.All,
        .. QuorumRules.All, .. ScaleRules.All, .. ReplicationRules.All, .. VersionRules.All, .. ImageRules.All, .. VolumeRules.All, .. StorageRules.All,
        .. SettingRules.All, .. RiskRules.All, .. MemoryRules.All, .. ListenerRules.All, .. AuthorizationRules.All, .. TemplateRules.All, .. ZooKeeperRules.All,
        .. TopicNameRules.All, .. PartitionRules.All, .. TopicReplicationRules.All, .. TopicSettingRules.All, .. CleanupRules.All, .. RetentionRules.All,
        .. MessageSizeRules.All, .. TieredStorageRules.All,
    ];

    private static readonly ImmutableArray<Rule> DenyingStateRules = [.. Rules.Where(rule => rule.Info is { Moment: RuleMoment.State, Severity: Severity.Deny })];

    /// <summary>Sorted by id; a rule with several moments is listed once for each.</summary>
    public static ImmutableArray<RuleInfo> All { get; } = [.. Rules.Select(rule => rule.Info).OrderBy(info => info.Id, StringComparer.Ordinal).ThenBy(info => info.Moment)];

    /// <summary>All violations at once, sorted by path, rule id and text, without duplicates.</summary>
    public static Verdict Judge(RuleInput input)
    {
        if (input.Old?.Metadata.DeletionTimestamp is not null)
            return Verdict.Clean;
        var found = Rules.SelectMany(rule => rule.Judge(input)).ToList();
        return found.Count == 0 ? Verdict.Clean : new Verdict(Sort(Ratchet(found, input)));
    }

    private static IEnumerable<Violation> Ratchet(List<Violation> found, RuleInput input)
    {
        if (input is not { Old: { } old, New: not null } || !found.Any(violation => violation.Severity == Severity.Deny))
            return found;
        var before = DenyingStateRules.SelectMany(rule => rule.Judge(new RuleInput(null, old, input.Neighbours))).ToHashSet();
        return found.Select(violation => before.Contains(violation) ? violation with { Severity = Severity.Warn } : violation);
    }

    /// <summary>Equal violations come to stand side by side, and all but the first are dropped.</summary>
    private static ImmutableArray<Violation> Sort(IEnumerable<Violation> violations)
    {
        var sorted = violations.Select(violation => (Path: violation.Path.ToString(), Violation: violation))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .ThenBy(entry => entry.Violation.RuleId, StringComparer.Ordinal)
            .ThenBy(entry => entry.Violation.Body, StringComparer.Ordinal)
            .Select(entry => entry.Violation)
            .ToArray();
        return [.. sorted.Where((violation, index) => index == 0 || !violation.Equals(sorted[index - 1]))];
    }
}
