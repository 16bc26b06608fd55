using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Confluent.Kafka;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>
/// One product on the shared servers: a namespace, a repository, an event topic and a consumer group of its own. Its processes are
/// made life by life; spools and the copy of the repository stay, as volumes do.
/// </summary>
internal sealed class CrashSite : IAsyncDisposable
{
    private readonly CrashServers _servers;
    private readonly TempFolder _folder;
    private readonly List<ProductProcess> _lives = [];
    private GitRepository _repository = null!;
    private WorkingCopy _work = null!;

    private CrashSite(CrashServers servers, string name) => (_servers, Name, _folder) = (servers, name, new TempFolder(name));

    /// <summary>Also the namespace.</summary>
    public string Name { get; }

    public CrashServers Servers => _servers;

    public Trail Trail => new(_servers.Kafka.BootstrapServers, $"changes.{Name}");

    /// <summary>The newest commit that was pushed.</summary>
    public string Head { get; private set; } = "";

    public static async Task<CrashSite> BuildAsync(CrashServers servers, string name)
    {
        var site = new CrashSite(servers, name);
        await servers.Plane.Kubectl.ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}}}\n", CancellationToken.None);
        site._repository = await servers.Git.CreateRepositoryAsync(name, CancellationToken.None);
        site._work = await site._repository.CloneAsync(CancellationToken.None);
        await site.PushAsync(new Dictionary<string, string?> { ["README.md"] = "Our Kafka platform\n" }, "Begin");
        return site;
    }

    /// <summary>A new life of the reconciler, not started.</summary>
    public ProductProcess Reconciler(string? killAt = null) => Life("reconciler", "reconciler", killAt,
        "--repository", _repository.HttpsUrl, "--ca-file", _servers.Git.AuthorityFile, "--poll-interval", "00:00:01", "--cache-directory", _folder.Folder("git-cache"));

    /// <summary>A new life of a worker, not started.</summary>
    /// <param name="name">Its name on the trail; each has its own spool.</param>
    public ProductProcess Worker(string name = "worker", string? killAt = null) => Life("worker", name, killAt, "--name", name, "--group", Name);

    public async Task PushAsync(IReadOnlyDictionary<string, string?> files, string message) => Head = await _work.CommitAndPushAsync(files, message, CancellationToken.None);

    /// <summary>An object of the namespace; null when there is none.</summary>
    /// <param name="path">Such as <c>apis/apps/v1 statefulsets/orders-brokers</c>.</param>
    public async Task<JsonElement?> GetAsync(string path)
    {
        var words = path.Split(' ');
        try
        {
            using var answer = await _servers.Plane.Http.GetAsync(new Uri($"{words[0]}/namespaces/{Name}/{words[1]}", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.NotFound ? null : JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
        }
        catch (HttpRequestException)
        {
            // The API server is down, which some campaigns want.
            return default(JsonElement);
        }
    }

    /// <summary>Waits until nothing is missing; tells what was when it gives up.</summary>
    /// <param name="whyNot">What is missing; null when nothing is.</param>
    public async Task ConvergeAsync(Func<Task<string?>> whyNot, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (await whyNot() is { } missing)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < patience, $"{Name} did not converge: {missing} is missing");
            await Task.Delay(100);
        }
    }

    /// <summary>What the trail lacks: that the newest commit was read, or the outcome of a request. Null when it lacks nothing.</summary>
    public async Task<string?> WhyNotQuietAsync()
    {
        List<EventEnvelope> events;
        try
        {
            events = await Trail.EventsAsync();
        }
        catch (KafkaException exception)
        {
            return $"an answer of the event topic ({exception.Error.Reason})";
        }

        if (!events.Any(known => known.Data is PlatformEvent.RevisionObserved observed && observed.Commit.Sha == Head))
            return "the newest commit on the trail";
        var failed = events.Select(known => known.Data).OfType<PlatformEvent.ChangeFailed>().FirstOrDefault();
        Assert.True(failed is null, $"{failed?.Resource} failed: {failed?.Message}");
        var open = TrailProjection.Of(events).Open;
        return open.IsEmpty ? null : $"the outcome of {open[0].Resource} ({open[0].ChangeId})";
    }

    /// <summary>What all lives of a process have logged.</summary>
    public string Logs() => string.Join('\n', _lives.Select(life => $"--- {life.Name}\n{life.Log}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives)
            await life.DisposeAsync();
        _folder.Dispose();
    }

    private ProductProcess Life(string program, string name, string? killAt, params string[] own)
    {
        var (cluster, kafka) = ($"KafkaCluster/{Name}/orders", _servers.Kafka.BootstrapServers);
        string[] shared =
        [
            "--kubeconfig", _servers.Plane.KubeconfigPath, "--namespace", Name, "--bootstrap-servers", kafka, "--topic", $"changes.{Name}",
            $"--Kafka:Bootstrap:{cluster}", kafka, "--spool-directory", _folder.Folder($"{name}-spool"),
            "--Bus:Kafka:session.timeout.ms", "2000", "--Bus:Kafka:heartbeat.interval.ms", "500",
        ];
        var life = new ProductProcess(program, _folder.Folder($"{name}-life-{_lives.Count}"), [.. shared, .. own, .. killAt is null ? [] : new[] { "--Faults:KillAt", killAt }]);
        _lives.Add(life);
        return life;
    }
}
