namespace GitOpsKafka.Reconciler.Git;

/// <summary>The reasons of <see cref="Platform.Ports.DesiredSourceException"/> that this source gives; shown in conditions.</summary>
internal static class GitReason
{
    public const string Unreachable = nameof(Unreachable);
    public const string Timeout = nameof(Timeout);
    public const string CertificateInvalid = nameof(CertificateInvalid);
    public const string AuthenticationFailed = nameof(AuthenticationFailed);
    public const string RepositoryNotFound = nameof(RepositoryNotFound);
    public const string RepositoryMoved = nameof(RepositoryMoved);
    public const string RepositoryEmpty = nameof(RepositoryEmpty);
    public const string RepositoryTooLarge = nameof(RepositoryTooLarge);
    public const string RepositoryUnreadable = nameof(RepositoryUnreadable);
    public const string BranchNotFound = nameof(BranchNotFound);
    public const string PathNotFound = nameof(PathNotFound);
    public const string CacheUnusable = nameof(CacheUnusable);
}
