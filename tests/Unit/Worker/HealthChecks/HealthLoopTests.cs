using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Tests.Unit.Simulation.Nodes;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.HealthChecks;
using GitOpsKafka.Worker.Status;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Worker.HealthChecks;

/// <summary>A worker that looks after a cluster on a simulated platform, whose topic has a replica on every broker.</summary>
public sealed class HealthLoopTests
{
    [Fact]
    public void Lost_broker_is_told_and_so_is_its_return() => Run(async (town, parts) =>
    {
        Assert.Equal(["PartitionsHealthy True AllInSync", "QuorumHealthy True VotersFollow", "DiskHealthy True DiskSpaceLeft"], await ChecksAsync(town));
        var since = await TimeAsync(town, "PartitionsHealthy");

        town.Nodes.StartOnly(pod => pod.Key.Name != "orders-brokers-1");
        await town.DeletePodAsync("orders-brokers-1");
        await town.WaitAsync(30);

        Assert.Equal("PartitionsHealthy False UnderReplicated", (await ChecksAsync(town))[0]);
        Assert.Equal(2, Measured(parts, "gitopskafka.cluster.partitions")["orders under_replicated"]);
        Assert.Equal(1, Measured(parts, "gitopskafka.cluster.nodes")["orders unready"]);
        Assert.True(await TimeAsync(town, "PartitionsHealthy") > since);
        Assert.Equal(["Warning UnderReplicated"], await EventsAsync(town));

        town.Nodes.StartOnly(_ => true);
        await town.DeletePodAsync("orders-brokers-1");
        await town.WaitAsync(40);

        Assert.Equal("PartitionsHealthy True AllInSync", (await ChecksAsync(town))[0]);
        Assert.Equal(["Normal AllInSync", "Warning UnderReplicated"], await EventsAsync(town));
        Assert.Equal(0, Measured(parts, "gitopskafka.cluster.partitions")["orders under_replicated"]);
        Assert.Equal(0.5, Measured(parts, "gitopskafka.cluster.disk.used.ratio")["orders orders-brokers-1"]);
    });

    [Fact]
    public void Nothing_is_written_while_nothing_happens() => Run(async (town, _) =>
    {
        var before = (await LiveAsync(town)).ResourceVersion;

        await town.WaitAsync(600);

        Assert.Equal(before, (await LiveAsync(town)).ResourceVersion);
    });

    [Fact]
    public void Cluster_without_a_ready_broker_is_unknown_whatever_was_known() => Run(async (town, parts) =>
    {
        town.Nodes.StartOnly(pod => !pod.Key.Name.StartsWith("orders-brokers-", StringComparison.Ordinal));
        foreach (var ordinal in Enumerable.Range(0, 3))
            await town.DeletePodAsync($"orders-brokers-{ordinal}");
        await town.WaitAsync(30);

        Assert.All(await ChecksAsync(town), check => Assert.EndsWith(" Unknown NoBrokerReady", check, StringComparison.Ordinal));
        Assert.Equal(["Warning NoBrokerReady", "Warning NoBrokerReady", "Warning NoBrokerReady"], await EventsAsync(town));
        Assert.Empty(Measured(parts, "gitopskafka.cluster.partitions"));
        Assert.Equal(1, Measured(parts, "gitopskafka.cluster.condition")["orders DiskHealthy Unknown"]);
    });

    [Fact]
    public void Lost_majority_is_told_though_nobody_answers_for_the_quorum() => Run(async (town, _) =>
    {
        town.Nodes.StartOnly(pod => !pod.Key.Name.StartsWith("orders-controllers-", StringComparison.Ordinal));
        await town.DeletePodAsync("orders-controllers-0");
        await town.DeletePodAsync("orders-controllers-1");
        await town.WaitAsync(30);

        Assert.Equal(["PartitionsHealthy True AllInSync", "QuorumHealthy False MajorityLost", "DiskHealthy True DiskSpaceLeft"], await ChecksAsync(town));
    });

    [Theory]
    [InlineData("Interval", "00:00:00.5")]
    [InlineData("DiskShare", "0")]
    [InlineData("DiskShare", "1.1")]
    [InlineData("VoterLag", "02:00:00")]
    public void Options_out_of_their_bounds_are_refused_at_the_start(string name, string value)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new($"HealthChecks:{name}", value)]).Build();
        using var services = new ServiceCollection().AddHealthChecking(settings.GetSection(HealthOptions.Section)).BuildServiceProvider();

        var mistakes = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(name, Assert.Single(mistakes.Failures), StringComparison.Ordinal);
    }

    private static void Run(Func<Town, IServiceProvider, Task> program)
    {
        var town = new Town();
        town.Run(async () =>
        {
            await using var parts = WorkerParts.On(town.Api, town.Kafka, town.Clock)
                .AddMetrics()
                .AddSingleton<ClusterIds>()
                .AddSingleton<ClusterStatusLoop>()
                .AddHealthChecking(new ConfigurationBuilder().Build().GetSection(HealthOptions.Section))
                .BuildServiceProvider();
            using var stop = new CancellationTokenSource();
            var loops = new[] { parts.GetRequiredService<WatchCaches>().RunAsync(stop.Token), parts.GetRequiredService<ClusterStatusLoop>().RunAsync(stop.Token), parts.GetRequiredService<HealthLoop>().RunAsync(stop.Token) };
            await MakeAsync(town);
            await program(town, parts);
            stop.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(loops));
        });
    }

    private static async Task MakeAsync(Town town)
    {
        var cluster = World.Cluster();
        await town.ApplyAsync(cluster.Manifest);
        var uid = (await town.Api.GetAsync(cluster.Manifest.Key, default))!.Uid;
        foreach (var made in GitOpsKafka.Platform.Rendering.ClusterRenderer.Render((KafkaCluster)cluster.Value, uid))
            await town.ApplyAsync(made);
        await town.WaitAsync(20);
        await town.Orders.CreateTopicAsync("orders.v1", 2, 3, ImmutableDictionary<string, string>.Empty, default);
        await town.WaitAsync(30);
        foreach (var told in (await town.Api.ListAsync(ResourceType.Events, "streaming", null, default)).Items)
            await town.Api.DeleteAsync(told.Key, null, default);
    }

    private static async Task<KubeObject> LiveAsync(Town town) => (await town.Api.GetAsync(World.Cluster().Manifest.Key, default))!;

    private static async Task<IReadOnlyList<Condition>> ConditionsAsync(Town town) => ResourceJson.Read<KafkaCluster>((await LiveAsync(town)).Json).Status!.Conditions;

    private static async Task<string[]> ChecksAsync(Town town) =>
        [.. (await ConditionsAsync(town)).Where(condition => condition.Type.EndsWith("Healthy", StringComparison.Ordinal)).Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}")];

    private static async Task<DateTimeOffset> TimeAsync(Town town, string type) => (await ConditionsAsync(town)).Single(condition => condition.Type == type).LastTransitionTime!.Value;

    private static async Task<IEnumerable<string>> EventsAsync(Town town) =>
        (await town.Api.ListAsync(ResourceType.Events, "streaming", null, default)).Items.Select(found => $"{found.At("type")} {found.At("reason")}").Order(StringComparer.Ordinal);

    /// <summary>By the labels' values without the namespace.</summary>
    private static Dictionary<string, double> Measured(IServiceProvider parts, string name)
    {
        var meter = parts.GetRequiredService<IMeterFactory>().Create(HealthMetrics.Name);
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == name && ReferenceEquals(instrument.Meter, meter))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => measured[string.Join(' ', tags.ToArray().Skip(1).Select(tag => tag.Value))] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
