namespace GitOpsKafka.Reconciler.Git;

/// <summary>What one look at a repository needs: where it is, who asks and whom to trust. Read anew for each look. Immutable.</summary>
/// <param name="Trust">Null trusts what the system trusts.</param>
internal sealed record GitAccess(GitUrl Url, GitCredentials? Credentials, ServerTrust? Trust)
{
    /// <exception cref="Platform.Ports.DesiredSourceException">A file that the options name cannot be used.</exception>
    public static GitAccess Read(GitUrl url, GitSourceOptions options) =>
        new(url, GitCredentials.Read(options), options.CaFile is { } file ? ServerTrust.Read(file) : null);
}
