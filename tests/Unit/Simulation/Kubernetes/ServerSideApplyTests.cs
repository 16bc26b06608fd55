using System.Text.Encodings.Web;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Time;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kubernetes;

public sealed class ServerSideApplyTests
{
    private static readonly ApplyOptions Ours = new("gitopskafka");

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly VirtualClock _clock = new();
    private readonly SimulatedKubernetes _api;

    public ServerSideApplyTests() => _api = new SimulatedKubernetes(_clock, new Random(1));

    [Fact]
    public async Task Apply_creates_with_uid_time_generation_and_managed_fields()
    {
        var topic = await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);

        Assert.Equal(1, topic.Generation);
        Assert.True(Guid.TryParse(topic.Uid, out _));
        Assert.Equal("2026-01-01T00:00:00Z", topic.At("metadata", "creationTimestamp")!.Value.GetString());
        Assert.Equal(
            """[{"manager":"gitopskafka","operation":"Apply","apiVersion":"gitopskafka.io/v1alpha1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:clusterRef":{"f:name":{}},"f:partitions":{},"f:replicationFactor":{}}}}]""",
            ManagedFields(topic));
    }

    [Fact]
    public async Task Applying_the_same_again_changes_nothing()
    {
        var first = await _api.ApplyAsync(Brokers(), Ours, default);
        _clock.Advance(TimeSpan.FromHours(1));

        var second = await _api.ApplyAsync(Brokers(), Ours, default);

        Assert.Equal(first.ResourceVersion, second.ResourceVersion);
        Assert.Equal(ManagedFields(first), ManagedFields(second));
    }

    [Fact]
    public async Task A_field_that_is_no_longer_applied_goes()
    {
        await _api.ApplyAsync(ConfigMap("orders", """{"a": "1", "b": "2"}"""), Ours, default);

        var after = await _api.ApplyAsync(ConfigMap("orders", """{"a": "1"}"""), Ours, default);

        Assert.Equal("""{"a":"1"}""", after.At("data")!.Value.GetRawText());
    }

    [Fact]
    public async Task A_field_that_another_manager_applies_too_stays()
    {
        await _api.ApplyAsync(ConfigMap("orders", """{"a": "1", "b": "2"}"""), Ours, default);
        await _api.ApplyAsync(ConfigMap("orders", """{"b": "2"}"""), new ApplyOptions("helm", Force: false), default);

        var after = await _api.ApplyAsync(ConfigMap("orders", """{"a": "1"}"""), Ours, default);

        Assert.Equal("""{"a":"1","b":"2"}""", after.At("data")!.Value.GetRawText());
    }

    [Fact]
    public async Task Without_force_a_field_of_another_manager_is_a_conflict()
    {
        await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);
        await _api.PatchAsync(Topic("orders.v1", 6).Key, Patch("""{"spec": {"partitions": 9}}"""), "kubectl-edit", default);

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => _api.ApplyAsync(Topic("orders.v1", 6), Ours with { Force = false }, default));

        Assert.True(refused.IsConflict);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"kubectl-edit\" using gitopskafka.io/v1alpha1: .spec.partitions", refused.Message);
    }

    [Fact]
    public async Task With_force_the_field_and_its_ownership_come_back()
    {
        await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);
        var edited = await _api.PatchAsync(Topic("orders.v1", 6).Key, Patch("""{"spec": {"partitions": 9}}"""), "kubectl-edit", default);

        var restored = await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);

        Assert.Contains("\"kubectl-edit\",\"operation\":\"Update\"", ManagedFields(edited), StringComparison.Ordinal);
        Assert.DoesNotContain("kubectl-edit", ManagedFields(restored), StringComparison.Ordinal);
        Assert.Equal(6, restored.At("spec", "partitions")!.Value.GetInt32());
        Assert.Equal(3, restored.Generation);
    }

    [Fact]
    public async Task A_field_that_somebody_added_stays_theirs()
    {
        await _api.ApplyAsync(Brokers(), Ours, default);
        await _api.PatchAsync(Brokers().Key, Patch("""{"metadata": {"annotations": {"team": "payments"}}}"""), "kubectl-edit", default);

        var after = await _api.ApplyAsync(Brokers(replicas: 4), Ours, default);

        Assert.Equal("payments", after.Annotation("team"));
        Assert.Contains("""{"f:metadata":{"f:annotations":{"f:team":{}}}}""", ManagedFields(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keyed_lists_merge_by_key()
    {
        await _api.ApplyAsync(Brokers(), Ours, default);
        var sidecar = Of(ResourceType.StatefulSets, """
            {"metadata": {"name": "orders-brokers", "namespace": "streaming"}, "spec": {"template": {"spec": {"containers": [{"name": "proxy", "image": "proxy:1.0"}]}}}}
            """);

        var both = await _api.ApplyAsync(sidecar, new ApplyOptions("mesh", Force: false), default);
        var after = await _api.ApplyAsync(Brokers(image: "apache/kafka:4.3.1"), Ours, default);

        Assert.Equal(["kafka=apache/kafka:4.2.1", "proxy=proxy:1.0"], Images(both).Order());
        Assert.Equal(["kafka=apache/kafka:4.3.1", "proxy=proxy:1.0"], Images(after).Order());
        Assert.Contains("""k:{\"name\":\"proxy\"}":{".":{},"f:image":{},"f:name":{}}""", ManagedFields(after), StringComparison.Ordinal);
        Assert.Contains("""k:{\"containerPort\":9092,\"protocol\":\"TCP\"}":{".":{}""", ManagedFields(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_of_a_keyed_list_goes_with_all_that_the_server_filled_in()
    {
        await _api.ApplyAsync(OrdersCluster("""{"version": "4.2.1", "brokers": {"storage": {"volumes": [{"id": 0, "size": "1Gi"}, {"id": 1, "size": "1Gi"}]}}}"""), Ours, default);

        var after = await _api.ApplyAsync(OrdersCluster("""{"version": "4.2.1", "brokers": {"storage": {"volumes": [{"id": 1, "size": "1Gi"}]}}}"""), Ours, default);

        Assert.Equal("""[{"id":1,"size":"1Gi"}]""", after.At("spec", "brokers", "storage", "volumes")!.Value.GetRawText());
    }

    [Fact]
    public async Task Two_items_with_the_same_key_are_refused()
    {
        var twice = OrdersCluster("""{"version": "4.2.1", "brokers": {"storage": {"volumes": [{"id": 0, "size": "1Gi"}, {"id": 0, "size": "2Gi"}]}}}""");

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => _api.ApplyAsync(twice, Ours, default));

        Assert.True(refused.IsRefusal);
        Assert.Contains("duplicate entries for key {\"id\":0}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_lists_are_one_value()
    {
        await _api.ApplyAsync(Of(ResourceType.ConfigMaps, """{"metadata": {"name": "orders", "namespace": "streaming", "finalizers": ["a.io/x"]}, "immutables": [1, 2]}"""), Ours, default);

        var after = await _api.ApplyAsync(Of(ResourceType.ConfigMaps, """{"metadata": {"name": "orders", "namespace": "streaming"}, "immutables": [3]}"""), Ours, default);

        Assert.Equal("[3]", after.At("immutables")!.Value.GetRawText());
        Assert.Equal("[]", after.At("metadata", "finalizers")?.GetRawText() ?? "[]");
    }

    [Fact]
    public async Task Status_and_spec_are_written_apart()
    {
        await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);
        var status = Of(Topics, """{"metadata": {"name": "orders.v1", "namespace": "streaming"}, "spec": {"partitions": 99}, "status": {"partitions": 6, "conditions": [{"type": "Ready", "status": "True"}]}}""");

        var reported = await _api.ApplyStatusAsync(status, new ApplyOptions("gitopskafka-status"), default);
        var applied = await _api.ApplyAsync(Topic("orders.v1", 12), Ours, default);

        Assert.Equal(6, reported.At("spec", "partitions")!.Value.GetInt32());
        Assert.Equal(1, reported.Generation);
        Assert.Equal(2, applied.Generation);
        Assert.Equal(6, applied.At("status", "partitions")!.Value.GetInt32());
        Assert.Contains("""{"f:status":{"f:conditions":{"k:{\"type\":\"Ready\"}":{".":{},"f:status":{},"f:type":{}}},"f:partitions":{}}},"subresource":"status"}""", ManagedFields(applied), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_of_an_object_that_is_not_there_is_not_found()
    {
        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => _api.ApplyStatusAsync(Topic("orders.v1", 6), Ours, default));

        Assert.Equal("kafkatopics.gitopskafka.io \"orders.v1\" not found", refused.Message);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_stores_nothing()
    {
        var would = await _api.ApplyAsync(Topic("orders.v1", 6), Ours with { DryRun = true }, default);

        Assert.Equal(6, would.At("spec", "partitions")!.Value.GetInt32());
        Assert.Null(await _api.GetAsync(would.Key, default));
    }

    [Fact]
    public async Task An_object_with_the_uid_of_one_that_is_gone_is_a_conflict()
    {
        var first = await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);
        await _api.DeleteAsync(first.Key, first.Uid, default);
        var node = Topic("orders.v1", 6).ToNode();
        node["metadata"]!["uid"] = first.Uid;

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => _api.ApplyAsync(KubeObject.Of(Topics, node), Ours, default));

        Assert.True(refused.IsConflict);
    }

    private static string ManagedFields(KubeObject live) => JsonSerializer.Serialize(live.At("metadata", "managedFields")!.Value, Readable);

    private static IEnumerable<string> Images(KubeObject set) =>
        set.At("spec", "template", "spec", "containers")!.Value.EnumerateArray().Select(container => $"{container.GetProperty("name")}={container.GetProperty("image")}");
}
