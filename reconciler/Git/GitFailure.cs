using GitOpsKafka.Platform.Ports;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Puts failures of libgit2 into our words. Most of them carry nothing but a message; the texts are those of libgit2 1.8
/// (https://github.com/libgit2/libgit2/tree/v1.8.4/src/libgit2/transports).
/// </summary>
internal static class GitFailure
{
    private static readonly (string Text, string Reason, string Remedy)[] Known =
    [
        ("certificate", GitReason.CertificateInvalid, "give the authority in CaFile, or mend the certificate"),
        ("SSL", GitReason.CertificateInvalid, "check the TLS settings of the server"),
        ("authentication", GitReason.AuthenticationFailed, "check that the credentials are valid and may read the repository"),
        ("status code: 401", GitReason.AuthenticationFailed, "check that the credentials are valid and may read the repository"),
        ("status code: 403", GitReason.AuthenticationFailed, "check that the credentials may read the repository"),
        ("status code: 404", GitReason.RepositoryNotFound, "check Url"),
        ("timed out", GitReason.Timeout, "check the network, or raise Timeout"),
        ("repository not exported", GitReason.RepositoryNotFound, "check Url, and that the server exports the repository"),
        ("no such repository", GitReason.RepositoryNotFound, "check Url"),
        ("repository not found", GitReason.RepositoryNotFound, "check Url"),
        // What libgit2 says of a path that is no folder; other protocols are refused by the options.
        ("unsupported URL protocol", GitReason.RepositoryNotFound, "check that the folder exists and may be read"),
        ("failed to resolve path", GitReason.RepositoryNotFound, "check that the folder exists and may be read"),
        ("could not find repository", GitReason.RepositoryNotFound, "check that the folder is a Git repository"),
        ("is not owned by current user", GitReason.RepositoryUnreadable, "name the folder in safe.directory of the Git configuration"),
        ("failed to resolve address", GitReason.Unreachable, "check the host name and DNS"),
        ("failed to connect", GitReason.Unreachable, "check host, port and network policy"),
        ("unexpected EOF", GitReason.Unreachable, "the server closed the connection; check Url and look at the server"),
        ("early EOF", GitReason.Unreachable, "the server closed the connection; it is tried again"),
        ("socket", GitReason.Unreachable, "the connection broke; it is tried again"),
        ("connection", GitReason.Unreachable, "the connection broke; it is tried again"),
    ];

    /// <summary>A fetch failed on the other side, or on the way there: a new local copy would not help.</summary>
    public static bool IsRemote(LibGit2SharpException failure) => Find(failure) is not null;

    public static DesiredSourceException Translate(LibGit2SharpException failure, GitUrl url)
    {
        var (_, reason, remedy) = Find(failure) ?? ("", GitReason.RepositoryUnreadable, "check that the repository is sound with git fsck");
        // No option holds credentials inside the URL, so neither does what libgit2 says.
        return new DesiredSourceException(reason, $"{url.Text}: {failure.Message.Trim().TrimEnd('.')}: {remedy}", failure);
    }

    private static (string Text, string Reason, string Remedy)? Find(LibGit2SharpException failure)
    {
        foreach (var known in Known)
        {
            if (failure.Message.Contains(known.Text, StringComparison.OrdinalIgnoreCase))
                return known;
        }

        return null;
    }
}
