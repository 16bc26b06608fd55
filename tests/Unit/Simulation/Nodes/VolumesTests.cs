using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Nodes;

public sealed class VolumesTests
{
    private readonly Town _town = new();

    [Fact]
    public void A_claim_of_a_set_has_its_volume_at_once_and_outlives_its_pod() => _town.Run(async () =>
    {
        await StartAsync();
        await _town.DeletePodAsync("orders-brokers-0");
        await _town.WaitAsync(60);

        var claim = await ClaimAsync();
        Assert.Equal("standard", claim.At("spec", "storageClassName")?.GetString());
        Assert.Equal("broker", claim.Label("app"));
        Assert.Equal("1Gi", Capacity(claim));
    });

    [Fact]
    public void A_volume_grows_in_time() => _town.Run(async () =>
    {
        await StartAsync();
        await ResizeAsync("2Gi");
        await _town.WaitAsync(4);
        Assert.Equal("1Gi", Capacity(await ClaimAsync()));
        Assert.Equal("Resizing", (await ClaimAsync()).At("status", "conditions")!.Value[0].GetProperty("type").GetString());

        await _town.WaitAsync(2);
        Assert.Equal("2Gi", Capacity(await ClaimAsync()));
        Assert.Null((await ClaimAsync()).At("status", "conditions"));
    });

    [Fact]
    public void A_volume_neither_shrinks_nor_changes_its_class() => _town.Run(async () =>
    {
        await StartAsync();

        var smaller = await Assert.ThrowsAsync<KubernetesApiException>(() => ResizeAsync("512Mi"));
        var other = await Assert.ThrowsAsync<KubernetesApiException>(() => PatchAsync("""{"spec": {"storageClassName": "fast"}}"""));

        Assert.Contains("field can not be less than previous value", smaller.Message);
        Assert.Contains("spec is immutable after creation", other.Message);
    });

    [Fact]
    public void A_volume_grows_only_where_its_class_allows_it() => _town.Run(async () =>
    {
        await StartAsync();
        await _town.Api.PatchAsync(new ObjectKey(ResourceType.StorageClasses, "", "standard"), new JsonObject { ["allowVolumeExpansion"] = false }, "kubectl-edit", default);

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => ResizeAsync("2Gi"));

        Assert.Equal("Forbidden", refused.Reason);
        Assert.Contains("only dynamically provisioned pvc can be resized", refused.Message);
    });

    private async Task StartAsync()
    {
        var set = Brokers(replicas: 1).ToNode();
        set["spec"]!["volumeClaimTemplates"] = JsonNode.Parse("""[{"metadata": {"name": "data-0"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}]""");
        await _town.ApplyAsync(KubeObject.Of(ResourceType.StatefulSets, set));
        await _town.WaitAsync(20);
    }

    private Task<KubeObject> ResizeAsync(string size) => PatchAsync($$"""{"spec": {"resources": {"requests": {"storage": "{{size}}"} } } }""");

    private Task<KubeObject> PatchAsync(string patch) => _town.Api.PatchAsync(Claim, Patch(patch), "kubectl-edit", default);

    private async Task<KubeObject> ClaimAsync() => (await _town.Api.GetAsync(Claim, default))!;

    private static ObjectKey Claim { get; } = new(ResourceType.PersistentVolumeClaims, "streaming", "data-0-orders-brokers-0");

    private static string? Capacity(KubeObject claim) => claim.At("status", "capacity", "storage")?.GetString();
}
