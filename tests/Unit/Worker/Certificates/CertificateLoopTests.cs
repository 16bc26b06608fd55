using System.Diagnostics.Metrics;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace GitOpsKafka.Tests.Unit.Worker.Certificates;

public sealed class CertificateLoopTests : IAsyncLifetime
{
    private readonly Town _town = new();
    private readonly CancellationTokenSource _stop = new();
    private ServiceProvider _worker = null!;
    private Task _watching = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        await _town.StoreAsync();
        _worker = _town.Worker();
        var caches = _worker.GetRequiredService<WatchCaches>();
        _watching = caches.RunAsync(_stop.Token);
        await caches.WaitForSyncAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _town.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Brokers_that_do_not_answer_yet_are_waited_for_and_not_asked()
    {
        Assert.True(await LookAsync());
        Assert.Empty(_town.Reloads);

        await _town.LoadAsync();

        Assert.False(await LookAsync());
    }

    [Fact]
    public async Task Renewed_certificates_are_asked_for_until_every_broker_presents_them()
    {
        await LookAsync();
        await _town.LoadAsync();
        _town.Clock.Advance(TimeSpan.FromDays(244));
        _town.Deaf.Add(0);

        Assert.True(await LookAsync());
        Assert.True(await LookAsync());
        Assert.Equal([1, 1], _town.Reloads);
        _town.Deaf.Clear();
        Assert.True(await LookAsync());
        await _town.LoadAsync();

        Assert.False(await LookAsync());
        Assert.Equal([1, 1, 0, 1], _town.Reloads);
    }

    [Fact]
    public async Task Rotation_goes_on_only_as_brokers_load()
    {
        await LookAsync();
        await _town.LoadAsync();
        await _town.StoreAsync("""{"gitopskafka.io/rotate-ca": "cluster"}""");
        await Until(() => _worker.GetRequiredService<WatchCaches>().Of(Clusters).Snapshot.Values.Single().Annotation(RotationRequests.Annotation) is not null);

        Assert.True(await LookAsync());
        Assert.True(await LookAsync());
        Assert.NotNull((await _town.SecretAsync("orders-cluster-ca-key"))!.At("data", "next.key"));
        for (var turn = 0; turn < 3; turn++)
        {
            await _town.LoadAsync();
            await LookAsync();
        }

        Assert.Null((await _town.SecretAsync("orders-cluster-ca-key"))!.At("data", "next.key"));
        Assert.Equal("CN=orders cluster CA v2", Certificate.ReadAll(await _town.TextAsync("orders-cluster-ca", "ca.crt")).Single().Subject);
        await _town.LoadAsync();
        Assert.False(await LookAsync());
    }

    [Fact]
    public async Task Time_left_is_measured_in_seconds()
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is { Name: "gitopskafka.certificate.expiry", Unit: "s" })
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (tags.Contains(new("cluster", "orders")))
                measured[$"{tags[2].Value}"] = value;
        });
        listener.Start();
        await LookAsync();
        _town.Clock.Advance(TimeSpan.FromDays(1));

        listener.RecordObservableInstruments();

        Assert.Equal(TimeSpan.FromDays(364).TotalSeconds, measured["orders-brokers-0"]);
        Assert.Equal(["clients-ca", "cluster-ca", "orders-brokers-0", "orders-brokers-1"], measured.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Expiry_and_problems_are_warned_of_once_a_day()
    {
        await LookAsync();
        await _town.LoadAsync();
        await LookAsync();
        await BreakAsync();
        _town.Clock.Advance(TimeSpan.FromDays(336));

        await LookAsync();
        await LookAsync();
        Assert.Equal(3, (await WarningsAsync()).Count);
        _town.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync();

        var warnings = await WarningsAsync();
        Assert.Equal(6, warnings.Count);
        Assert.Contains("Warning CertificateExpires: certificate orders-brokers-0 expires at 2027-03-01T12:00:00Z and was not renewed", warnings);
        Assert.Contains(warnings, warning => warning.StartsWith("Warning CertificateProblem: Secret orders-cluster-ca-key: ca.key holds no private key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broker_that_does_not_load_is_warned_of_after_ten_minutes()
    {
        await LookAsync();
        _town.Clock.Advance(TimeSpan.FromMinutes(9));
        await LookAsync();
        Assert.Empty(await WarningsAsync());
        _town.Clock.Advance(TimeSpan.FromMinutes(1));

        await LookAsync();

        Assert.Equal(
            ["Warning CertificateNotLoaded: orders-brokers-0 has not loaded its certificate for minutes; its log says why, and a restart loads it",
             "Warning CertificateNotLoaded: orders-brokers-1 has not loaded its certificate for minutes; its log says why, and a restart loads it"],
            (await WarningsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nodes_that_speak_TLS_among_each_other_are_told_to_restart_after_a_renewal()
    {
        string[] pods = ["orders-brokers-0", "orders-brokers-1", "orders-controllers-0"];
        await _town.StoreAsync(hasInternalTls: true);
        await Until(() => _worker.GetRequiredService<WatchCaches>().Of(Clusters).Snapshot.Values.Single().At("spec", "internalTls")!.Value.GetBoolean());
        await LookAsync();
        foreach (var pod in pods)
        {
            await _town.StartAsync(pod);
            await _town.LoadAsync(pod);
        }

        await PodsAreSeenAsync();
        _town.Clock.Advance(TimeSpan.FromDays(244));
        await LookAsync();
        await _town.LoadAsync();
        await LookAsync();
        Assert.Empty(await ToldAsync());
        _town.Clock.Advance(TimeSpan.FromMinutes(3));

        await LookAsync();
        Assert.Equal(pods, await ToldAsync());
        foreach (var pod in pods)
        {
            await _town.StartAsync(pod);
            await _town.LoadAsync(pod);
        }

        await PodsAreSeenAsync();
        Assert.False(await LookAsync());
        Assert.Empty(await ToldAsync());
    }

    private static ResourceType Clusters { get; } = GitOpsKafka.Platform.Resources.ResourceKinds.Get("KafkaCluster").Type;

    /// <summary>The worker's caches have the pods as they are now.</summary>
    private async Task PodsAreSeenAsync()
    {
        var stored = (await _town.Api.ListAsync(ResourceType.Pods, null, null, default)).Items.Select(pod => pod.ResourceVersion).Order(StringComparer.Ordinal).ToList();
        await Until(() => Pods.Values.Select(pod => pod.ResourceVersion).Order(StringComparer.Ordinal).SequenceEqual(stored));
    }

    private static async Task Until(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!isSo())
            await Task.Delay(5, patience.Token);
    }

    private System.Collections.Immutable.ImmutableDictionary<ObjectKey, KubeObject> Pods => _worker.GetRequiredService<WatchCaches>().Of(ResourceType.Pods).Snapshot;

    private async Task<List<string>> ToldAsync() =>
        [.. (await _town.Api.ListAsync(ResourceType.Pods, null, null, default)).Items.Where(pod => pod.Annotation("gitopskafka.io/restart-for") is not null).Select(pod => pod.Key.Name).Order(StringComparer.Ordinal)];

    private Task<bool> LookAsync() => _worker.GetRequiredService<CertificateLoop>().LookAsync(default);

    private Task<KubeObject> BreakAsync() => _town.Api.PatchAsync(
        new ObjectKey(ResourceType.Secrets, "streaming", "orders-cluster-ca-key"), new() { ["data"] = new System.Text.Json.Nodes.JsonObject { ["ca.key"] = "aGVsbG8=" } }, "kubectl", default);

    private async Task<List<string>> WarningsAsync() => [.. (await _town.EventsAsync()).Where(text => text.StartsWith("Warning", StringComparison.Ordinal))];
}
