using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Lets libgit2 fetch through an <see cref="HttpRemote"/>. libgit2 makes transports by itself, from the scheme of a URL, and calls
/// them on the thread that fetches: so a scheme of our own, and the remote of that thread.
/// </summary>
internal sealed class HttpTransport : RpcSmartSubtransport
{
    /// <summary>What is fetched through <see cref="Use"/>; the server is the one of the remote.</summary>
    public const string Url = Scheme + "://remote";

    private const string Scheme = "gitopskafka";

    private static readonly SmartSubtransportRegistration<HttpTransport> Registration = GlobalSettings.RegisterSmartSubtransport<HttpTransport>(Scheme);

    [ThreadStatic]
    private static HttpFetch? _current;

    /// <summary>Runs work that fetches <see cref="Url"/> on this thread.</summary>
    public static void Use(HttpFetch fetch, Action work)
    {
        _ = Registration;
        _current = fetch;
        try
        {
            work();
        }
        finally
        {
            _current = null;
        }
    }

    protected override SmartSubtransportStream Action(string url, GitSmartSubtransportAction action)
    {
        var fetch = _current ?? throw new InvalidOperationException("no fetch runs on this thread");
        return action switch
        {
            GitSmartSubtransportAction.UploadPackList => new HttpTransportStream(this, fetch, () => new MemoryStream(fetch.Remote.Advertisement, writable: false)),
            GitSmartSubtransportAction.UploadPack => new HttpTransportStream(this, fetch),
            _ => throw new NotSupportedException($"{action}: nothing is ever pushed"),
        };
    }
}
