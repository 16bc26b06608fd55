using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Time;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kubernetes;

public sealed class DeletionTests
{
    private static readonly ApplyOptions Ours = new("gitopskafka");

    private readonly VirtualClock _clock = new();

    [Fact]
    public async Task Deleting_what_is_not_there_is_false()
    {
        var api = new SimulatedKubernetes(_clock, new Random(1));

        Assert.False(await api.DeleteAsync(Topic("orders.v1", 1).Key, null, default));
    }

    [Fact]
    public async Task Deleting_with_the_uid_of_another_object_is_a_conflict()
    {
        var api = new SimulatedKubernetes(_clock, new Random(1));
        var topic = await api.ApplyAsync(Topic("orders.v1", 1), Ours, default);

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => api.DeleteAsync(topic.Key, "0d3f2c1a", default));

        Assert.True(refused.IsConflict);
        Assert.True(await api.DeleteAsync(topic.Key, topic.Uid, default));
        Assert.Null(await api.GetAsync(topic.Key, default));
    }

    [Fact]
    public async Task Finalizers_hold_an_object_until_they_are_taken_off()
    {
        var api = new SimulatedKubernetes(_clock, new Random(1));
        var held = await api.ApplyAsync(WithMetadata(Topic("orders.v1", 1), "finalizers", new JsonArray("gitopskafka.io/topic")), Ours, default);

        await api.DeleteAsync(held.Key, null, default);
        var terminating = await api.GetAsync(held.Key, default);
        await api.ApplyAsync(Topic("orders.v1", 1), Ours, default);

        Assert.True(terminating!.IsTerminating);
        Assert.Null(await api.GetAsync(held.Key, default));
    }

    [Fact]
    public async Task What_an_object_owned_goes_with_it()
    {
        var api = new SimulatedKubernetes(_clock, new Random(1));
        var owner = await api.ApplyAsync(OrdersCluster("""{"version": "4.2.1"}"""), Ours, default);
        var child = await api.ApplyAsync(OwnedBy(owner, ConfigMap("orders-config", "{}")), Ours, default);
        await api.ApplyAsync(OwnedBy(child, ConfigMap("orders-grandchild", "{}")), Ours, default);
        await api.ApplyAsync(ConfigMap("payments", "{}"), Ours, default);

        await api.DeleteAsync(owner.Key, owner.Uid, default);

        var left = await api.ListAsync(ResourceType.ConfigMaps, null, null, default);
        Assert.Equal(["payments"], left.Items.Select(item => item.Key.Name));
    }

    [Fact]
    public async Task Garbage_is_collected_later_where_that_is_asked_for()
    {
        var api = new SimulatedKubernetes(_clock, new Random(1), new SimulatedKubernetesOptions { GarbageCollectionDelay = TimeSpan.FromSeconds(3) });
        var owner = await api.ApplyAsync(OrdersCluster("""{"version": "4.2.1"}"""), Ours, default);
        var child = await api.ApplyAsync(OwnedBy(owner, ConfigMap("orders-config", "{}")), Ours, default);
        await api.DeleteAsync(owner.Key, owner.Uid, default);

        Assert.NotNull(await api.GetAsync(child.Key, default));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await api.GetAsync(child.Key, default));
    }

    [Fact]
    public async Task Events_are_given_names()
    {
        var api = new SimulatedKubernetes(_clock, new Random(1));
        var happened = Of(ResourceType.Events, """{"metadata": {"name": "", "generateName": "orders.", "namespace": "streaming"}, "reason": "Applied"}""");

        await api.CreateAsync(happened, default);
        await api.CreateAsync(happened, default);

        var events = await api.ListAsync(ResourceType.Events, "streaming", null, default);
        Assert.All(events.Items, item => Assert.Matches("^orders\\.[bcdfghjklmnpqrstvwxz2456789]{5}$", item.Key.Name));
        Assert.Equal(2, events.Items.Length);
    }

    private static KubeObject OwnedBy(KubeObject owner, KubeObject child) => WithMetadata(child, "ownerReferences", new JsonArray(new JsonObject
    {
        ["apiVersion"] = owner.Key.Type.ApiVersion,
        ["kind"] = owner.Key.Type.Kind,
        ["name"] = owner.Key.Name,
        ["uid"] = owner.Uid,
    }));

    private static KubeObject WithMetadata(KubeObject desired, string name, JsonNode value)
    {
        var json = desired.ToNode();
        json["metadata"]![name] = value;
        return KubeObject.Of(desired.Key.Type, json);
    }
}
