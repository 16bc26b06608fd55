using GitOpsKafka.Platform.Ports;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>Asks a local repository, or one behind git://, which references it has. Blocks.</summary>
internal static class NativeRefs
{
    /// <exception cref="DesiredSourceException">The repository cannot be reached or read.</exception>
    public static RemoteRefs List(GitUrl url)
    {
        try
        {
            Reference[] refs = [.. Repository.ListRemoteReferences(url.Text)];
            return RemoteRefs.From(refs.OfType<DirectReference>().Select(reference => KeyValuePair.Create(reference.CanonicalName, reference.TargetIdentifier)), HeadOf(refs));
        }
        catch (LibGit2SharpException failure)
        {
            throw GitFailure.Translate(failure, url);
        }
        catch (InvalidOperationException failure)
        {
            // LibGit2Sharp 0.32 gives up on the whole list when a symbolic reference leads nowhere.
            throw new DesiredSourceException(GitReason.BranchNotFound, $"{url.Text}: HEAD or another symbolic reference names a branch that does not exist: mend it with git symbolic-ref", failure);
        }
    }

    private static string? HeadOf(Reference[] refs) =>
        refs.OfType<SymbolicReference>().FirstOrDefault(reference => reference.CanonicalName == "HEAD")?.TargetIdentifier;
}
