using System.Collections.Immutable;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Desired;

/// <summary>Files → revision, judged by the same rules as the reconciler's. Pure.</summary>
internal static class DesiredRevision
{
    public static Revision Of(ManifestInput input, Commit commit)
    {
        var revision = RevisionReader.Read(commit, input.Files, (resource, neighbours) => RuleSet.Judge(new RuleInput(null, resource.Value, input.IsWhole ? neighbours : new PartOf(neighbours))));
        return revision with
        {
            Resources = input.Problems.IsEmpty ? revision.Resources : revision.Resources.Clear(),
            Errors = Sorted(input.Problems, revision.Errors),
            Warnings = Sorted(input.Warnings, revision.Warnings),
        };
    }

    private static ImmutableArray<ManifestError> Sorted(ImmutableArray<ManifestError> found, ImmutableArray<ManifestError> read) =>
        found.IsEmpty ? read : [.. found.Concat(read).OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>Single files: what they refer to may stand in others.</summary>
    private sealed class PartOf(INeighbours known) : INeighbours
    {
        public bool IsComplete => false;

        public KafkaCluster? Cluster(ResourceKey key) => known.Cluster(key);

        public IEnumerable<KafkaTopic> TopicsOf(ResourceKey cluster) => known.TopicsOf(cluster);
    }
}
