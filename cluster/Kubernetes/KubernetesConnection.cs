using System.Net;
using k8s;
using KubernetesClient = k8s.Kubernetes;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// The way to one API server: address, TLS and credentials, all from the official client, which reads kubeconfigs and service accounts
/// and renews tokens. Thread-safe.
/// </summary>
internal sealed class KubernetesConnection : IDisposable
{
    private readonly KubernetesClientConfiguration _configuration;
    private readonly KubernetesClient _client;

    private KubernetesConnection(KubernetesClientConfiguration configuration) => (_configuration, _client) = (configuration, new KubernetesClient(configuration));

    /// <exception cref="k8s.Exceptions.KubeConfigException">The kubeconfig cannot be used.</exception>
    public static KubernetesConnection Open(KubernetesApiOptions options)
    {
        var configuration = Load(options);
        configuration.UserAgent = $"gitopskafka/{typeof(KubernetesConnection).Assembly.GetName().Version?.ToString(3)}";
        configuration.FirstMessageHandlerSetup = Tune;
        return new KubernetesConnection(configuration);
    }

    /// <summary>Sends the request; the path is relative to the server's address. Completes with the headers of the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(_client.BaseUri, request.RequestUri!);
        request.Version = _configuration.DisableHttp2 ? HttpVersion.Version11 : HttpVersion.Version20;
        if (!string.IsNullOrEmpty(_configuration.TlsServerName))
            request.Headers.Host = _configuration.TlsServerName;
        if (_client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken).WaitAsync(cancellationToken);
        return await _client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private static KubernetesClientConfiguration Load(KubernetesApiOptions options) => options switch
    {
        { Kubeconfig: { Length: > 0 } path } => KubernetesClientConfiguration.BuildConfigFromConfigFile(path, options.Context),
        { Context: { Length: > 0 } context } => KubernetesClientConfiguration.BuildConfigFromConfigFile(FileWith(context), context),
        _ => KubernetesClientConfiguration.BuildDefaultConfig(),
    };

    /// <summary>The client merges the files of KUBECONFIG only without a context: the first file that knows the context is taken.</summary>
    private static string FileWith(string context) =>
        Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(path => File.Exists(path) && KubernetesClientConfiguration.LoadKubeConfig(path).Contexts.Any(known => known.Name == context))
        ?? KubernetesClientConfiguration.KubeConfigDefaultLocation;

    /// <summary>A watch may be silent for minutes: pings notice a connection that died without a word.</summary>
    private static void Tune(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
    }
}
