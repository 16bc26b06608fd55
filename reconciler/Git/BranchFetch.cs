using GitOpsKafka.Platform.Ports;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Brings one branch into the local copy, with its whole history: the sequence of a commit is counted along it, and a shallow
/// fetch (which LibGit2Sharp 0.32 offers for clones only) would lose it. Blocks; ends soon after the token is cancelled.
/// </summary>
/// <param name="remote">The connection for HTTP; null lets libgit2 make its own.</param>
internal sealed class BranchFetch(GitUrl url, HttpRemote? remote, long maxBytes, CancellationToken cancellationToken)
{
    private const string Origin = "origin";

    private bool _tooLarge;

    /// <returns>The commit at the tip, which may be newer than the one that was announced.</returns>
    /// <exception cref="DesiredSourceException">The server or the way there failed.</exception>
    /// <exception cref="LibGit2SharpException">The local copy is not sound.</exception>
    public Commit Run(Repository copy, BranchTip tip)
    {
        var reference = $"refs/remotes/{Origin}/{tip.Branch}";
        if (copy.Refs[reference]?.TargetIdentifier != tip.Sha || copy.Lookup<Commit>(tip.Sha) is null)
            Fetch(copy, $"+refs/heads/{tip.Branch}:{reference}");
        return copy.Refs[reference] is { } fetched
            ? copy.Lookup<Commit>(fetched.TargetIdentifier) ?? throw new NotFoundException($"commit {fetched.TargetIdentifier} is missing")
            : throw new DesiredSourceException(GitReason.BranchNotFound, $"{url.Text}: branch \"{tip.Branch}\" has gone: push it, or set Branch");
    }

    private void Fetch(Repository copy, string refspec)
    {
        var http = remote is null ? null : new HttpFetch(remote, cancellationToken);
        try
        {
            Name(copy.Network.Remotes, http is null ? url.Text : HttpTransport.Url);
            if (http is null)
                Commands.Fetch(copy, Origin, [refspec], Options(), logMessage: null);
            else
                HttpTransport.Use(http, () => Commands.Fetch(copy, Origin, [refspec], Options(), logMessage: null));
        }
        catch (LibGit2SharpException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (LibGit2SharpException failure) when (_tooLarge)
        {
            throw new DesiredSourceException(GitReason.RepositoryTooLarge, $"{url.Text}: the fetch was stopped after {maxBytes} bytes: raise MaxFetchBytes, or keep large files elsewhere", failure);
        }
        catch (LibGit2SharpException) when (http?.Failure is { } cause)
        {
            throw cause as DesiredSourceException
                ?? new DesiredSourceException(GitReason.Unreachable, $"{url.Text}: the connection broke: {cause.Message}: it is tried again; look at the server if it lasts", cause);
        }
        catch (LibGit2SharpException failure) when (GitFailure.IsRemote(failure))
        {
            throw GitFailure.Translate(failure, url);
        }
    }

    // LibGit2Sharp 0.32 fetches from a remote with a name only.
    private static void Name(RemoteCollection remotes, string address)
    {
        if (remotes[Origin] is not { } known)
            remotes.Add(Origin, address);
        else if (known.Url != address)
            remotes.Update(Origin, remote => remote.Url = address);
    }

    private FetchOptions Options() => new()
    {
        TagFetchMode = TagFetchMode.None,
        OnProgress = _ => !cancellationToken.IsCancellationRequested,
        OnTransferProgress = Continue,
    };

    private bool Continue(TransferProgress progress)
    {
        _tooLarge |= progress.ReceivedBytes > maxBytes;
        return !_tooLarge && !cancellationToken.IsCancellationRequested;
    }
}
