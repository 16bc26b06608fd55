using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Worker.Certificates;

public sealed class CertificateRestartMarksTests
{
    private static readonly ResourceKey Orders = ResourceKey.Parse("KafkaCluster/streaming/orders");
    private static readonly ObjectKey Pod = new(ResourceType.Pods, "streaming", "orders-brokers-0");

    private readonly SimulatedKubernetes _api = new(new FakeTimeProvider(), new Random(1));

    [Fact]
    public async Task Pod_is_told_once_and_keeps_what_else_it_was_told()
    {
        await _api.ApplyAsync(KubeObject.Of(ResourceType.Pods, JsonElement.Parse("""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "orders-brokers-0", "namespace": "streaming", "annotations": {"gitopskafka.io/rack": "zone-1"}},
             "spec": {"containers": [{"name": "kafka", "image": "apache/kafka:4.3.1"}]}}
            """)), new ApplyOptions(Marks.NodeManager), default);

        await MarkAsync("orders-brokers-0", "orders-brokers-1");
        var marked = await PodAsync();
        await MarkAsync("orders-brokers-0");

        Assert.Equal("the certificate it was started with", marked.Annotation("gitopskafka.io/restart-for"));
        Assert.Equal("zone-1", marked.Annotation("gitopskafka.io/rack"));
        Assert.Equal(marked.ResourceVersion, (await PodAsync()).ResourceVersion);
    }

    private async Task MarkAsync(params ImmutableArray<string> pods)
    {
        var observed = ObservedState.Unknown;
        observed = observed with { Objects = observed.Objects.Add(ResourceType.Pods, (await _api.ListAsync(ResourceType.Pods, null, null, default)).Items.ToImmutableDictionary(pod => pod.Key)) };
        await new CertificateRestartMarks(_api, NullLogger<CertificateRestartMarks>.Instance).MarkAsync(Orders, pods, observed, default);
    }

    private async Task<KubeObject> PodAsync() => (await _api.GetAsync(Pod, default))!;
}
