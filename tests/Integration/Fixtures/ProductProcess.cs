using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>One of the product's processes, as built, on a loopback port of its own.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private readonly string _dll;
    private readonly string[] _arguments;
    private readonly string _log;
    private readonly LoopbackPort _port = LoopbackPort.Reserve();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private ChildProcess? _process;

    /// <param name="name">reconciler, worker or webhook.</param>
    public ProductProcess(string name, string folder, params string[] arguments)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var project = Path.Combine(Checkout.Root, name);
        var assembly = $"GitOpsKafka.{char.ToUpperInvariant(name[0])}{name[1..]}.dll";
        (Name, _arguments, _log) = (name, arguments, Path.Combine(folder, $"{name}.log"));
        _dll = Path.Combine(project, "bin", build.Parent!.Name, build.Name, assembly);
        Url = new Uri($"http://{_port.Address}");
    }

    public string Name { get; }

    /// <summary>Where health, metrics and hooks are.</summary>
    public Uri Url { get; }

    public string Log => File.Exists(_log) ? File.ReadAllText(_log) : "";

    /// <summary>Of the last run, which must have ended.</summary>
    public int ExitCode => _process!.ExitCode;

    public bool IsRunning => _process is { HasExited: false };

    public void Start() => _process = ChildProcess.Start(Name, "dotnet", [_dll, .. _arguments, "--urls", Url.ToString()], _log);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Start();
        await _process!.UntilAsync(IsReadyAsync, TimeSpan.FromSeconds(60), cancellationToken);
    }

    /// <summary>Starts it and waits until it answers, ready or not.</summary>
    public async Task StartUnreadyAsync(CancellationToken cancellationToken)
    {
        Start();
        await _process!.UntilAsync(_port.IsAnsweringAsync, TimeSpan.FromSeconds(60), cancellationToken);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
            await _process.KillAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>Whether it ended by itself within 20 seconds.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken) =>
        _process is null || await _process.StopAsync(TimeSpan.FromSeconds(20), cancellationToken);

    /// <summary>Runs the same program once, with other arguments, to its end.</summary>
    public Task<ToolRun> RunAsync(params IEnumerable<string> arguments) => ToolRun.StartAsync("dotnet", [_dll, .. arguments], CancellationToken.None);

    /// <summary>What it answers to a GET.</summary>
    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Url, path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _http.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _http.GetAsync(new Uri(Url, "readyz"), cancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
