using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Desired;

/// <summary>Reads what is desired from where the user points: paths as they are on the disk, or as they are in a commit.</summary>
internal static class DesiredInput
{
    /// <param name="revision">Null for the disk.</param>
    /// <param name="source">Name of the GitSource; null to take it from Git.</param>
    public static async Task<(ManifestInput Input, Revision Revision)> ReadAsync(
        CliServices services, string[] paths, string? revision, string? source, ManifestLimits limits, CancellationToken cancellationToken)
    {
        if (revision is null)
        {
            var input = await new ManifestFiles(services, limits).ReadAsync(paths, cancellationToken);
            return (input, DesiredRevision.Of(input, WorkingTree.CommitOf(services.FullPath(paths[0]), source)));
        }

        if (paths.Contains(ManifestFiles.Input))
            throw new CliException("--revision and standard input (-) do not go together");
        using var committed = CommittedFiles.Open(services.WorkingDirectory, revision);
        var found = committed.Read(paths.Select(services.FullPath), limits);
        return (found, DesiredRevision.Of(found, committed.Commit(source)));
    }
}
