using System.Text;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Time;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kubernetes;

public sealed class AdmissionTests
{
    private static readonly ApplyOptions Ours = new("gitopskafka");

    private readonly SimulatedKubernetes _api = new(new VirtualClock(), new Random(1));
    private readonly List<JsonObject> _requests = [];

    [Fact]
    public async Task The_webhook_sees_create_update_scale_and_delete()
    {
        _api.UseAdmission(review => Answer(review, isAllowed: true));

        var cluster = await _api.ApplyAsync(OrdersCluster("""{"version": "4.2.1", "brokers": {}}"""), Ours, default);
        await _api.PatchAsync(cluster.Key, Patch("""{"spec": {"version": "4.3.1"}}"""), "kubectl-edit", default);
        await _api.ScaleAsync(cluster.Key, 5, "kubectl", default);
        await _api.DeleteAsync(cluster.Key, null, default);

        Assert.Equal(["CREATE KafkaCluster", "UPDATE KafkaCluster", "UPDATE Scale", "DELETE KafkaCluster"], _requests.Select(request => $"{request["operation"]} {request["kind"]!["kind"]}"));
        Assert.Equal("scale", _requests[2]["subResource"]!.GetValue<string>());
        Assert.Equal(5, _requests[2]["object"]!["spec"]!["replicas"]!.GetValue<int>());
        Assert.Equal(3, _requests[2]["oldObject"]!["spec"]!["replicas"]!.GetValue<int>());
        Assert.Equal("kubernetes-admin", _requests[2]["userInfo"]!["username"]!.GetValue<string>());
        Assert.Null(_requests[3]["object"]);
    }

    [Fact]
    public async Task A_denial_reads_as_from_the_server()
    {
        _api.UseAdmission(review => Answer(review, isAllowed: false));

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => _api.ApplyAsync(Topic("orders.v1", 0), Ours, default));

        Assert.True(refused.IsRefusal);
        Assert.Equal("admission webhook \"validate.gitopskafka.io\" denied the request: spec.partitions: Invalid value: 0", refused.Message);
        Assert.Null(await _api.GetAsync(Topic("orders.v1", 0).Key, default));
    }

    [Fact]
    public async Task A_webhook_that_fails_refuses_but_not_for_good()
    {
        _api.UseAdmission(_ => throw new TimeoutException("context deadline exceeded"));

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => _api.ApplyAsync(Topic("orders.v1", 1), Ours, default));

        Assert.False(refused.IsRefusal);
        Assert.Equal("failed calling webhook \"validate.gitopskafka.io\": context deadline exceeded", refused.Message);
    }

    [Fact]
    public async Task Other_kinds_and_status_are_not_judged()
    {
        await _api.ApplyAsync(Topic("orders.v1", 1), Ours, default);
        _api.UseAdmission(review => Answer(review, isAllowed: false));

        await _api.ApplyAsync(ConfigMap("orders", "{}"), Ours, default);
        await _api.ApplyStatusAsync(Of(Topics, """{"metadata": {"name": "orders.v1", "namespace": "streaming"}, "status": {"partitions": 1}}"""), Ours, default);

        Assert.Empty(_requests);
    }

    private byte[] Answer(ReadOnlyMemory<byte> review, bool isAllowed)
    {
        var request = JsonNode.Parse(review.Span)!["request"]!.AsObject();
        _requests.Add(request);
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["response"] = new JsonObject
            {
                ["uid"] = request["uid"]!.DeepClone(),
                ["allowed"] = isAllowed,
                ["status"] = new JsonObject { ["code"] = 422, ["reason"] = "Invalid", ["message"] = "spec.partitions: Invalid value: 0" },
            },
        }.ToJsonString());
    }
}
