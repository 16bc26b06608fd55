using GitOpsKafka.Platform.Objects;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Nodes;

public sealed class StatefulSetTests
{
    private readonly Town _town = new();

    [Fact]
    public void Parallel_pods_start_together_and_become_ready_in_time() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(9.9);
        Assert.Equal(["0:4.2.1:starting", "1:4.2.1:starting", "2:4.2.1:starting"], await _town.PodsAsync());

        await _town.WaitAsync(0.2);
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:ready", "2:4.2.1:ready"], await _town.PodsAsync());

        var status = (await _town.SetAsync()).At("status")!.Value;
        Assert.Equal(3, status.GetProperty("readyReplicas").GetInt32());
        Assert.Equal(3, status.GetProperty("updatedReplicas").GetInt32());
        Assert.Equal(1, status.GetProperty("observedGeneration").GetInt64());
    });

    [Fact]
    public void Ordered_pods_start_one_after_another() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers(policy: "OrderedReady"));
        await _town.WaitAsync(15);
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:starting"], await _town.PodsAsync());

        await _town.WaitAsync(20);
        Assert.Equal(3, (await _town.PodsAsync()).Length);
    });

    [Fact]
    public void On_delete_a_new_template_reaches_only_pods_that_are_deleted() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(20);
        await _town.ApplyAsync(Brokers(image: "apache/kafka:4.3.1"));
        await _town.WaitAsync(60);
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:ready", "2:4.2.1:ready"], await _town.PodsAsync());

        await _town.DeletePodAsync("orders-brokers-1");
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:stopping", "2:4.2.1:ready"], await _town.PodsAsync());
        await _town.WaitAsync(20);

        Assert.Equal(["0:4.2.1:ready", "1:4.3.1:ready", "2:4.2.1:ready"], await _town.PodsAsync());
        var status = (await _town.SetAsync()).At("status")!.Value;
        Assert.Equal(1, status.GetProperty("updatedReplicas").GetInt32());
        Assert.NotEqual(status.GetProperty("currentRevision").GetString(), status.GetProperty("updateRevision").GetString());
    });

    [Fact]
    public void A_set_made_anew_takes_over_the_pods_that_the_one_before_left() => _town.Run(async () =>
    {
        var before = await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(20);
        var pods = await _town.Api.ListAsync(ResourceType.Pods, null, null, default);

        await _town.Api.DeleteAloneAsync(before.Key, before.Uid, default);
        await _town.WaitAsync(60);
        Assert.Null(await _town.Api.GetAsync(before.Key, default));
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:ready", "2:4.2.1:ready"], await _town.PodsAsync());

        var after = await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(60);
        Assert.Equal(pods.Items.Select(pod => pod.Uid), (await _town.Api.ListAsync(ResourceType.Pods, null, null, default)).Items.Where(pod => pod.IsOwnedBy(after.Uid)).Select(pod => pod.Uid));
        Assert.Equal(3, (await _town.SetAsync()).At("status", "updatedReplicas")!.Value.GetInt32());
    });

    [Fact]
    public void A_rolling_update_goes_from_the_highest_down_one_at_a_time() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers(strategy: "RollingUpdate"));
        await _town.WaitAsync(20);
        await _town.ApplyAsync(Brokers(strategy: "RollingUpdate", image: "apache/kafka:4.3.1"));
        await _town.WaitAsync(18);
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:stopping", "2:4.3.1:ready"], await _town.PodsAsync());

        await _town.WaitAsync(60);
        Assert.Equal(["0:4.3.1:ready", "1:4.3.1:ready", "2:4.3.1:ready"], await _town.PodsAsync());
        var status = (await _town.SetAsync()).At("status")!.Value;
        Assert.Equal(status.GetProperty("updateRevision").GetString(), status.GetProperty("currentRevision").GetString());
    });

    [Fact]
    public void Scaling_in_takes_the_highest_and_scaling_out_adds_above() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers(replicas: 4));
        await _town.WaitAsync(20);
        await _town.ApplyAsync(Brokers(replicas: 2));
        await _town.WaitAsync(20);
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:ready"], await _town.PodsAsync());

        await _town.Api.ScaleAsync((await _town.SetAsync()).Key, 3, "kubectl", default);
        await _town.WaitAsync(20);
        Assert.Equal(3, (await _town.PodsAsync()).Length);
    });

    [Fact]
    public void Pods_go_with_their_set() => _town.Run(async () =>
    {
        var set = await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(20);
        await _town.Api.DeleteAsync(set.Key, set.Uid, default);
        await _town.WaitAsync(20);

        Assert.Empty(await _town.PodsAsync());
    });

    [Fact]
    public void A_pod_that_cannot_start_stays_down_until_it_can() => _town.Run(async () =>
    {
        _town.Nodes.StartOnly(pod => pod.Key.Name != "orders-brokers-2");
        await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(60);
        Assert.Equal(["0:4.2.1:ready", "1:4.2.1:ready", "2:4.2.1:starting"], await _town.PodsAsync());

        _town.Nodes.StartOnly(_ => true);
        await _town.WaitAsync(20);
        Assert.Equal("2:4.2.1:ready", (await _town.PodsAsync())[2]);
    });

    [Fact]
    public void A_container_that_ends_is_started_again_in_the_same_pod() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(20);
        var key = new ObjectKey(ResourceType.Pods, "streaming", "orders-brokers-0");
        var before = await _town.Api.GetAsync(key, default);

        _town.Nodes.Restart(key);
        Assert.Equal("0:4.2.1:starting", (await _town.PodsAsync())[0]);
        await _town.WaitAsync(11);

        var after = await _town.Api.GetAsync(key, default);
        Assert.Equal(before!.Uid, after!.Uid);
        Assert.Equal(1, after.At("status", "containerStatuses")!.Value[0].GetProperty("restartCount").GetInt32());
    });
}
