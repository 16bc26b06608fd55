using System.Diagnostics;
using System.Globalization;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>Records that were acknowledged by all in-sync replicas survive whatever happens to the nodes.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class DurabilityTests(RealPlatform platform, ITestOutputHelper output)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableFact]
    public Task Records_survive_a_pod_that_is_deleted() => OnOrdersAsync("deleted.v1", async () =>
    {
        var before = await platform.Nodes.UidsAsync();

        await KubectlAsync("delete", "pod", "orders-brokers-0", "--namespace", "streaming", "--wait=false");

        await Eventually.TrueAsync(async () => (await platform.Nodes.UidsAsync()).TryGetValue("orders-brokers-0", out var uid) && uid != before["orders-brokers-0"], "a new pod");
    });

    [SkippableFact]
    public Task Records_survive_a_process_that_is_killed() => OnOrdersAsync("killed.v1", async () =>
    {
        var before = await platform.Nodes.RestartsAsync("orders-brokers-1");

        await platform.Cluster.KillAsync("orders-brokers-1", None);

        await Eventually.TrueAsync(async () => await platform.Nodes.RestartsAsync("orders-brokers-1") > before, "the container to start again");
    }, needsOwnNodes: true);

    [SkippableFact]
    public Task Records_survive_the_deletion_of_all_pods_at_once() => OnOrdersAsync("all-deleted.v1", async () =>
    {
        var before = await platform.Nodes.UidsAsync();

        await KubectlAsync("delete", "pods", "--all", "--namespace", "streaming", "--wait=false");

        await Eventually.TrueAsync(async () => !(await platform.Nodes.UidsAsync()).Values.Intersect(before.Values).Any(), "all pods to be new", TimeSpan.FromMinutes(2));
    });

    [SkippableFact]
    public Task Records_survive_a_drained_node() => OnOrdersAsync("drained.v1", async () =>
    {
        var node = await platform.Nodes.NodeOfAsync("orders-brokers-2");

        await KubectlAsync("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s");

        await KubectlAsync("uncordon", node);
    });

    [SkippableFact]
    public Task Records_survive_the_loss_of_a_node() => OnRecordsAsync("lost.v1", async records =>
    {
        var node = int.Parse((await platform.Nodes.NodeOfAsync("orders-brokers-0"))["node".Length..], CultureInfo.InvariantCulture);
        await platform.Cluster.LoseAsync(node, None);
        try
        {
            await platform.UntilConditionAsync("kafkacluster/orders", "Unknown");
            await platform.UntilConditionAsync("kafkacluster/orders", "False", type: "PartitionsHealthy");
            await records.ProduceAsync(1000);
            await records.AssertAllAreThereAsync();
        }
        finally
        {
            await platform.Cluster.ReturnAsync(node, None);
        }

        await platform.UntilConditionAsync("kafkacluster/orders", "True", type: "PartitionsHealthy");
    }, needsOwnNodes: true);

    private Task OnOrdersAsync(string topic, Func<Task> harm, bool needsOwnNodes = false) => OnRecordsAsync(topic, _ => harm(), needsOwnNodes);

    private async Task OnRecordsAsync(string topic, Func<Records, Task> harm, bool needsOwnNodes)
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        Skip.If(needsOwnNodes && !platform.Cluster.IsOwn, "needs nodes that can be harmed");
        await platform.OrdersAsync();
        await platform.Nodes.UntilReadyAsync(6, Stopwatch.GetTimestamp());
        var records = await Records.ProduceAsync(platform, topic);

        var begun = Stopwatch.GetTimestamp();
        await harm(records);
        var back = await platform.Nodes.UntilReadyAsync(6, begun);
        await platform.UntilConditionAsync("kafkacluster/orders", "True");

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all nodes were ready again after {back.TotalSeconds:0.0} s"));
        await records.AssertAllAreThereAsync();
    }

    private async Task KubectlAsync(params string[] arguments) => (await platform.Cluster.Kubectl.RunAsync(None, arguments)).MustSucceed();
}
