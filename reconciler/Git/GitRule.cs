namespace GitOpsKafka.Reconciler.Git;

/// <summary>Ids of what can be wrong with a repository before any YAML is read.</summary>
internal static class GitRule
{
    public const string SymbolicLink = "GIT-01";
    public const string FileTooLarge = "GIT-02";
    public const string TooManyFiles = "GIT-03";
    public const string TotalTooLarge = "GIT-04";
    public const string Submodule = "GIT-05";
    public const string TooDeep = "GIT-06";
}
