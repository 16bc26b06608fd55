namespace GitOpsKafka.Reconciler.Git;

/// <summary>One fetch over HTTP. Not thread-safe.</summary>
internal sealed class HttpFetch(HttpRemote remote, CancellationToken cancellationToken)
{
    public HttpRemote Remote => remote;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Why it failed, when it did on the way to the server: libgit2 passes on no more than a message.</summary>
    public Exception? Failure { get; set; }
}
