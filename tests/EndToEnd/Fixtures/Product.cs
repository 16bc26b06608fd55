using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>One of the product's processes: as built, on a loopback port of its own, or somewhere else.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly LoopbackPort? _port;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private ChildProcess? _process;

    private Product(LoopbackPort port) => (_port, Url) = (port, new Uri($"http://{port.Address}"));

    private Product(Uri url) => Url = url;

    /// <summary>One that others run.</summary>
    public static Product At(Uri url) => new(url);

    /// <summary>Where health, metrics and hooks are.</summary>
    public Uri Url { get; }

    /// <summary>Starts it, where Services are found by name as in a pod; returns when it answers.</summary>
    /// <param name="name">reconciler or worker.</param>
    public static async Task<Product> StartAsync(string name, NodeCluster cluster, string folder, params IEnumerable<string> arguments)
    {
        var product = new Product(LoopbackPort.Reserve());
        var commandLine = cluster.Inside(["dotnet", Dll(name, $"GitOpsKafka.{char.ToUpperInvariant(name[0])}{name[1..]}"), .. arguments, "--urls", product.Url.ToString()]);
        product._process = ChildProcess.Start(name, commandLine[0], commandLine.Skip(1), Path.Combine(folder, $"{name}.log"));
        await product._process.UntilAsync(product._port!.IsAnsweringAsync, TimeSpan.FromSeconds(60), CancellationToken.None);
        return product;
    }

    /// <summary>Tells it of a push.</summary>
    public async Task SendHookAsync(byte[] body, string signature)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.Add("X-Signature", signature);
        using var answer = await _http.PostAsync(new Uri(Url, "hooks/generic"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What it tells Prometheus.</summary>
    /// <exception cref="FormatException">It is not in Prometheus' format.</exception>
    public async Task<PrometheusText> MetricsAsync() => PrometheusText.Parse(await _http.GetStringAsync(new Uri(Url, "metrics")));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _http.Dispose();
        _port?.Dispose();
    }

    /// <summary>One of the product's programs, as built.</summary>
    /// <param name="project">Its folder.</param>
    public static string Dll(string project, string assembly)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Checkout.Root, project, "bin", build.Parent!.Name, build.Name, $"{assembly}.dll");
    }
}
