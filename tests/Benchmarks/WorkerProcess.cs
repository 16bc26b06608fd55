using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Benchmarks;

/// <summary>The worker as built, in a process of its own.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new("bench-worker");
    private readonly LoopbackPort _port = LoopbackPort.Reserve();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ChildProcess _process;

    private WorkerProcess(string kubeconfig, string bootstrapServers)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(Checkout.Root, "worker", "bin", build.Parent!.Name, build.Name, "GitOpsKafka.Worker.dll");
        _process = ChildProcess.Start(
            "worker",
            "dotnet",
            [
                dll, "--kubeconfig", kubeconfig, "--bootstrap-servers", bootstrapServers, "--spool-directory", _folder.Folder("spool"),
                "--Kafka:Bootstrap:KafkaCluster/streaming/orders", bootstrapServers, "--urls", $"http://{_port.Address}",
                // Two lines for each topic are part of the work; writing them is not what is measured.
                "--Logging:LogLevel:Default", "Warning",
            ],
            _folder.File("worker.log"));
    }

    public string Folder => _folder.Path;

    public static async Task<WorkerProcess> StartAsync(string kubeconfig, string bootstrapServers, CancellationToken cancellationToken)
    {
        var worker = new WorkerProcess(kubeconfig, bootstrapServers);
        await worker._process.UntilAsync(worker.IsReadyAsync, TimeSpan.FromSeconds(60), cancellationToken);
        return worker;
    }

    /// <summary>Since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = System.Diagnostics.Process.GetProcessById(_process.Id);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Requests to the API server since its start, as its metrics say.</summary>
    public async Task<double> RequestsAsync(CancellationToken cancellationToken) =>
        (await _http.GetStringAsync(new Uri($"http://{_port.Address}/metrics"), cancellationToken)).Split('\n')
            .Where(line => line.StartsWith("gitopskafka_kubernetes_requests", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1]));

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _port.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://{_port.Address}/readyz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
