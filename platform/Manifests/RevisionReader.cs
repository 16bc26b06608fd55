using System.Collections.Immutable;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>The files of a commit → one revision: all resources, or all errors. Pure; equal input gives an equal revision.</summary>
public static class RevisionReader
{
    /// <param name="files">In any order.</param>
    /// <param name="judge">The rules. Also asked when other manifests have errors, so that the author sees everything at once.</param>
    /// <param name="maxErrors">How many errors, and how many warnings, are listed before the rest is only counted.</param>
    public static Revision Read(Commit commit, IEnumerable<ManifestFile> files, Func<DesiredResource, INeighbours, Verdict> judge, int maxErrors = 1_000)
    {
        var sorted = files.OrderBy(file => file.File, StringComparer.Ordinal).ToList();
        var entries = sorted.SelectMany(file => file.Resources.Select((resource, index) => new Entry(file, index, resource))).ToList();
        var neighbours = new RevisionNeighbours([.. entries.Select(entry => entry.Resource)]);
        var judged = entries.SelectMany(entry => judge(entry.Resource, neighbours).Violations.Select(violation => (violation.Severity, Error: Broken(entry, violation)))).ToList();
        var errors = sorted.SelectMany(file => file.Errors).Concat(Duplicates(entries)).Concat(judged.Where(found => found.Severity == Severity.Deny).Select(found => found.Error));
        var warnings = judged.Where(found => found.Severity == Severity.Warn).Select(found => found.Error);
        var listed = ManifestErrors.Cut(ManifestErrors.Sort(errors), maxErrors, sorted.Sum(file => file.Unlisted));
        var resources = listed.IsEmpty ? entries.ToImmutableSortedDictionary(entry => entry.Resource.Key, entry => entry.Resource) : ImmutableSortedDictionary<ResourceKey, DesiredResource>.Empty;
        return new Revision(commit, resources, listed, ManifestErrors.Cut(ManifestErrors.Sort(warnings), maxErrors, 0));
    }

    private static IEnumerable<ManifestError> Duplicates(IEnumerable<Entry> entries) =>
        from entry in entries
        group entry by entry.Resource.Key into same
        let first = same.First()
        from other in same.Skip(1)
        select other.Error(Name, SchemaRules.DuplicateResource, $"{other.Resource.Key} is already described at {first.Resource.Location}");

    private static FieldPath Name { get; } = FieldPath.Root.Field("metadata").Field("name");

    private static ManifestError Broken(Entry entry, Violation violation) => entry.Error(violation.Path, violation.RuleId, ManifestErrors.Message(violation));

    private sealed record Entry(ManifestFile File, int Index, DesiredResource Resource)
    {
        public ManifestError Error(FieldPath path, string rule, string message)
        {
            var (line, column) = File.PositionOf(Index, path);
            return new ManifestError(File.File, line, column, path, rule, message);
        }
    }
}
