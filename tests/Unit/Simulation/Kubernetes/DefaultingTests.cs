using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Kubernetes.Kinds;
using GitOpsKafka.Simulation.Time;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kubernetes;

public sealed class DefaultingTests
{
    private readonly SimulatedKubernetes _api = new(new VirtualClock(), new Random(1));

    [Fact]
    public async Task A_stateful_set_comes_back_with_what_the_server_fills_in()
    {
        var live = await ApplyAsync(Brokers());

        Assert.Equal(10, live.At("spec", "revisionHistoryLimit")!.Value.GetInt32());
        Assert.Equal("ClusterFirst", live.At("spec", "template", "spec", "dnsPolicy")!.Value.GetString());
        var container = live.At("spec", "template", "spec", "containers")!.Value[0];
        Assert.Equal("IfNotPresent", container.GetProperty("imagePullPolicy").GetString());
        Assert.Equal("TCP", container.GetProperty("ports")[0].GetProperty("protocol").GetString());
        Assert.Equal("""{"memory":"4Gi","cpu":"500m"}""", container.GetProperty("resources").GetProperty("requests").GetRawText());
    }

    [Fact]
    public async Task A_service_is_given_an_address_and_keeps_it()
    {
        var service = Of(ResourceType.Services, """{"metadata": {"name": "orders", "namespace": "streaming"}, "spec": {"ports": [{"port": 9092}]}}""");

        var first = await ApplyAsync(service);
        var second = await ApplyAsync(service);

        Assert.StartsWith("10.96.", first.At("spec", "clusterIP")!.Value.GetString(), StringComparison.Ordinal);
        Assert.Equal("""[{"port":9092,"protocol":"TCP","targetPort":9092}]""", first.At("spec", "ports")!.Value.GetRawText());
        Assert.Equal(first.ResourceVersion, second.ResourceVersion);
    }

    [Fact]
    public async Task A_custom_resource_has_the_defaults_of_its_schema()
    {
        var live = await ApplyAsync(OrdersCluster("""{"version": "4.2.1", "brokers": {}, "rolling": {}}"""));

        Assert.Equal(
            """{"version":"4.2.1","brokers":{"replicas":3},"rolling":{"deadlinePerNode":"10m"},"internalTls":false,"deletionProtection":false}""",
            live.At("spec")!.Value.GetRawText());
    }

    [Fact]
    public async Task The_frozen_part_of_a_stateful_set_is_refused()
    {
        await ApplyAsync(Brokers());

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => ApplyAsync(Brokers(policy: "OrderedReady")));

        Assert.True(refused.IsRefusal);
        Assert.StartsWith("StatefulSet.apps \"orders-brokers\" is invalid: spec: Forbidden: updates to statefulset spec", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Orders")]
    [InlineData("orders_v1")]
    [InlineData("-orders")]
    public async Task A_name_that_is_no_subdomain_is_refused(string name)
    {
        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => ApplyAsync(Topic(name, 1)));

        Assert.Contains("a lowercase RFC 1123 subdomain", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("100Gi", "100Gi")]
    [InlineData("2000M", "2G")]
    [InlineData("4", "4")]
    [InlineData("0", "0")]
    public void Amounts_are_written_back_in_canonical_form(string given, string canonical) =>
        Assert.Equal(canonical, QuantityText.Canonical(Quantity.Parse(given), given));

    private Task<KubeObject> ApplyAsync(KubeObject desired) => _api.ApplyAsync(desired, new ApplyOptions("gitopskafka"), default);
}
