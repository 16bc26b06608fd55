using System.Diagnostics;
using System.Globalization;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>A commit that changes settings of running brokers.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class ConfigurationTests(RealPlatform platform, ITestOutputHelper output)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>What the tests of this class have set so far, in any order: to take a setting of the other away would be a change of its own.</summary>
    private static readonly List<string> Settings = [];

    [SkippableFact]
    public async Task Setting_that_brokers_take_on_while_they_run_restarts_no_pod()
    {
        var before = await ReadyAsync();
        var restarts = await RestartsAsync(before.Keys);
        var begun = Stopwatch.GetTimestamp();

        await platform.PushAsync("orders.yaml", OrdersAlsoWith("message.max.bytes: 2000000"));

        await Eventually.TrueAsync(async () => await BrokersWithAsync("message.max.bytes=2000000") == 3, "three brokers with the setting", Patience);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three brokers tell the new setting {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s after the push"));
        await platform.UntilConditionAsync("kafkacluster/orders", "True");
        Assert.Equal(before, await platform.Nodes.UidsAsync());
        Assert.Equal(restarts, await RestartsAsync(before.Keys));
    }

    [SkippableFact]
    public async Task Setting_that_needs_a_restart_restarts_each_broker_once_and_loses_no_record()
    {
        var before = await ReadyAsync();
        var records = await Records.ProduceAsync(platform, "restarted.v1");
        var generation = await GenerationAsync();
        var watch = new RollWatch(platform, before, generation);
        using var stop = new CancellationTokenSource();
        var watching = watch.RunAsync(stop.Token);
        var begun = Stopwatch.GetTimestamp();

        await platform.PushAsync("orders.yaml", OrdersAlsoWith("queued.max.requests: 600"));
        await Eventually.TrueAsync(async () => await GenerationAsync() > generation, "the commit to be stored");
        (await platform.Cluster.Kubectl.RunAsync(None, "wait", "kafkacluster/orders", "--namespace", "streaming", "--for=condition=Ready", "--timeout=600s")).MustSucceed();

        var after = await platform.Nodes.UidsAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kubectl wait returned {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s after the push"));
        output.WriteLine(string.Join('\n', watch.Told));
        Assert.DoesNotContain(after, pod => RollWatch.IsBroker(pod.Key) && pod.Value == before[pod.Key]);
        await platform.Nodes.UntilReadyAsync(6, begun);
        await stop.CancelAsync();
        await watching;
        Assert.Empty(watch.TooEarly);
        Assert.All(watch.Uids, pod => Assert.InRange(pod.Value.Count, RollWatch.IsBroker(pod.Key) ? 2 : 1, 2));
        output.WriteLine($"kstatus never said Current too early in {watch.Looks} looks; pods made anew: {string.Join(", ", watch.Uids.Where(pod => pod.Value.Count > 1).Select(pod => pod.Key).Order(StringComparer.Ordinal))}");
        await records.AssertAllAreThereAsync();
    }

    private static string OrdersAlsoWith(string setting)
    {
        Settings.Add(setting);
        return Manifests.OrdersWith(string.Join(", ", Settings));
    }

    /// <summary>The uids of six pods that are ready.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ReadyAsync()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        await platform.OrdersAsync();
        await platform.Nodes.UntilReadyAsync(6, Stopwatch.GetTimestamp());
        await platform.UntilConditionAsync("kafkacluster/orders", "True");
        return await platform.Nodes.UidsAsync();
    }

    private async Task<IReadOnlyList<int>> RestartsAsync(IEnumerable<string> pods) => await Task.WhenAll(pods.Order(StringComparer.Ordinal).Select(platform.Nodes.RestartsAsync));

    private async Task<long> GenerationAsync() => (await RollWatch.OrdersAsync(platform)).GetProperty("metadata").GetProperty("generation").GetInt64();

    private async Task<int> BrokersWithAsync(string setting)
    {
        var told = await platform.Nodes.ToolAsync("orders-brokers-0", null, "kafka-configs.sh", ["--bootstrap-server", "orders-bootstrap.streaming.svc:9092", "--entity-type", "brokers", "--describe", "--all"]);
        return told.Split("All configs for broker ").Skip(1).Count(broker => broker.Split('\n').Any(line => line.TrimStart().StartsWith($"{setting} ", StringComparison.Ordinal)));
    }
}
