using GitOpsKafka.Platform.Ports;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Brings one branch into the local copy, with its whole history: the sequence of a commit is counted along it, and a shallow
/// fetch (which LibGit2Sharp 0.32 offers for clones only) would lose it. Blocks; ends soon after the token is cancelled.
/// </summary>
internal sealed class BranchFetch(GitAccess access, long maxBytes, CancellationToken cancellationToken)
{
    private bool _tooLarge;

    /// <returns>The commit at the tip, which may be newer than the one that was announced.</returns>
    /// <exception cref="DesiredSourceException">The server or the way there failed.</exception>
    /// <exception cref="LibGit2SharpException">The local copy is not sound.</exception>
    public Commit Run(Repository copy, BranchTip tip)
    {
        var reference = $"refs/remotes/origin/{tip.Branch}";
        if (copy.Refs[reference]?.TargetIdentifier != tip.Sha || copy.Lookup<Commit>(tip.Sha) is null)
            Fetch(copy, $"+refs/heads/{tip.Branch}:{reference}");
        return copy.Refs[reference] is { } fetched
            ? copy.Lookup<Commit>(fetched.TargetIdentifier) ?? throw new NotFoundException($"commit {fetched.TargetIdentifier} is missing")
            : throw new DesiredSourceException(GitReason.BranchNotFound, $"{access.Url.Text}: branch \"{tip.Branch}\" has gone: push it, or set Branch");
    }

    private void Fetch(Repository copy, string refspec)
    {
        try
        {
            Commands.Fetch(copy, "origin", [refspec], Options(), logMessage: null);
        }
        catch (LibGit2SharpException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (LibGit2SharpException failure) when (_tooLarge)
        {
            throw new DesiredSourceException(GitReason.RepositoryTooLarge, $"{access.Url.Text}: the fetch was stopped after {maxBytes} bytes: raise MaxFetchBytes, or keep large files elsewhere", failure);
        }
        catch (LibGit2SharpException failure) when (GitFailure.IsRemote(failure))
        {
            throw GitFailure.Translate(failure, access.Url);
        }
    }

    private FetchOptions Options()
    {
        var options = new FetchOptions
        {
            TagFetchMode = TagFetchMode.None,
            OnProgress = _ => !cancellationToken.IsCancellationRequested,
            OnTransferProgress = Continue,
        };
        if (access.Credentials is not null)
            options.CredentialsProvider = Login;
        if (access.Trust is { } trust)
            options.CertificateCheck = (certificate, _, host) => certificate is CertificateX509 x509 && trust.Accepts(x509.Certificate, host);
        return options;
    }

    private bool Continue(TransferProgress progress)
    {
        _tooLarge |= progress.ReceivedBytes > maxBytes;
        return !_tooLarge && !cancellationToken.IsCancellationRequested;
    }

    // libgit2 follows redirects of the first request and would then ask for another host.
    private Credentials? Login(string url, string usernameFromUrl, SupportedCredentialTypes types) =>
        Uri.TryCreate(url, UriKind.Absolute, out var asked) && asked.Scheme == Uri.UriSchemeHttps && asked.Authority == new Uri(access.Url.Text).Authority
            ? access.Credentials?.ForLibGit2
            : null;
}
