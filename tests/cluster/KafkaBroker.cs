using System.Globalization;
using Confluent.Kafka;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A real Kafka node, broker and controller in one process, on loopback ports that stay its own. Stop it, kill it, start
/// it again, also with another version: port and data remain. Not thread-safe.
/// </summary>
public sealed class KafkaBroker : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder;
    private readonly string _host;
    private readonly LoopbackPort _port;
    private readonly LoopbackPort _controllerPort;
    private ChildProcess? _process;

    internal KafkaBroker(KafkaDistribution distribution, int nodeId, string host, LoopbackPort port, LoopbackPort controllerPort)
    {
        _host = host;
        _folder = new TempFolder($"kafka-{nodeId}");
        _port = port;
        _controllerPort = controllerPort;
        NodeId = nodeId;
        Distribution = distribution;
    }

    /// <summary>node.id, from 1.</summary>
    public int NodeId { get; }

    /// <summary>The version it runs, or runs when started next: set it while the node is down to upgrade.</summary>
    public KafkaDistribution Distribution { get; set; }

    /// <summary>More options of its Java virtual machine, such as an agent: set them while the node is down.</summary>
    public IReadOnlyList<string> JavaOptions { get; set; } = [];

    /// <summary>HOST:PORT of its client listener, without authentication or TLS.</summary>
    public string BootstrapServers => $"{_host}:{_port}";

    /// <summary>127.0.0.1:PORT of its controller listener.</summary>
    public string Controller => _controllerPort.Address;

    /// <summary>Whether the process lives.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>log.dirs.</summary>
    public string DataFolder => _folder.File("data");

    /// <summary>Its output.</summary>
    public string LogFile => _folder.File("kafka.log");

    /// <summary>Its server.properties; edit it while the node is down to change settings.</summary>
    public string SettingsFile => _folder.File("server.properties");

    /// <summary>
    /// Formats and starts a single node: about 5 s. <paramref name="settings"/> replace the harness's own, key by key. Clients find it at
    /// <paramref name="host"/>, which must be an address of this machine.
    /// </summary>
    /// <exception cref="InvalidOperationException">Kafka is not here, see <see cref="Parts.WhyNoKafka"/>.</exception>
    /// <exception cref="ChildProcessException">It failed; the message carries the tail of its log.</exception>
    public static async Task<KafkaBroker> StartNewAsync(
        CancellationToken cancellationToken, KafkaDistribution? distribution = null, IReadOnlyDictionary<string, string>? settings = null, string host = LoopbackPort.Host)
    {
        var cluster = await KafkaBrokers.StartAsync(1, cancellationToken, distribution, settings, host);
        return cluster.Nodes[0];
    }

    /// <summary>Starts it on its port and data; returns when it answers metadata requests. Does nothing while it runs.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            return;
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        var logging = KafkaSettings.LoggingFor(Distribution.Version);
        await File.WriteAllTextAsync(_folder.File(logging.File), logging.Text, cancellationToken);
        // java itself, not the start script: the death signal and SIGTERM must reach the one process that matters.
        string[] arguments =
        [
            // A node of a test lives for a minute: compile quickly, not well, which takes a third off its start.
            "-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.awt.headless=true",
            logging.Option + _folder.File(logging.File),
            $"-Dkafka.logs.dir={_folder.Folder("logs")}",
            .. JavaOptions,
            "-cp", Path.Combine(Distribution.Home, "libs", "*"),
            "kafka.Kafka", SettingsFile,
        ];
        _process = ChildProcess.Start($"kafka {Distribution.Version} node {NodeId}", Distribution.Java, arguments, LogFile);
        await _process.UntilAsync(AnswersAsync, StartTimeout, cancellationToken);
    }

    /// <summary>SIGTERM: a controlled shutdown, partitions hand over their leadership first.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not null && !await _process.StopAsync(StopGrace, cancellationToken))
        {
            throw new ChildProcessException($"kafka node {NodeId} did not stop within {StopGrace.TotalSeconds:0} s and was killed.\n{_process.LogTail()}");
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _port.Dispose();
        _controllerPort.Dispose();
        _folder.Dispose();
    }

    /// <summary>Writes its settings and formats its data folder, as a member of <paramref name="voters"/> (id@host:port:directory, comma-separated).</summary>
    internal async Task FormatAsync(
        int nodes, string clusterId, string controllers, string voters, IReadOnlyDictionary<string, string>? settings, CancellationToken cancellationToken)
    {
        var all = KafkaSettings.For(NodeId, nodes, _host, _port, _controllerPort, controllers, DataFolder);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            all[key] = value;
        }

        await File.WriteAllLinesAsync(SettingsFile, all.Select(pair => $"{pair.Key}={pair.Value}"), cancellationToken);
        _ = (await Distribution.RunToolAsync(
            "kafka-storage.sh", cancellationToken, "format", "--config", SettingsFile, "--cluster-id", clusterId, "--initial-controllers", voters)).MustSucceed();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (!await _port.IsAnsweringAsync(cancellationToken))
        {
            return false;
        }

        // librdkafka blocks: its own thread, and bounded by its timeout.
        return await Task.Factory.StartNew(IsInMetadata, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private bool IsInMetadata()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
        try
        {
            return admin.GetMetadata(TimeSpan.FromSeconds(2)).Brokers.Exists(broker => broker.BrokerId == NodeId);
        }
        catch (KafkaException)
        {
            return false; // it listens before it is unfenced
        }
    }
}
