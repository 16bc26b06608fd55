using System.Text.Json;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class OperatorCredentialsTests
{
    private static readonly ResourceKey Orders = ResourceKey.Parse("KafkaCluster/streaming/orders");
    private static readonly ApplyOptions Apply = new(Marks.FieldManager);

    private readonly SimulatedKubernetes _api = new(new FakeTimeProvider(), new Random(1));

    [Fact]
    public async Task Cluster_whose_nodes_speak_without_TLS_needs_none()
    {
        Assert.Null(await FindAsync());

        await StoreClusterAsync(hasInternalTls: false);

        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Cluster_is_unknown_until_they_are_stored()
    {
        await StoreClusterAsync(hasInternalTls: true);

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(FindAsync);

        Assert.False(failure.IsRefusal);
        Assert.Contains("Secret orders-operator-certs holds no certificate yet", failure.Message);
    }

    [Fact]
    public async Task They_are_what_the_Secret_holds()
    {
        await StoreClusterAsync(hasInternalTls: true);
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var authority = CertificateAuthority.Create("orders cluster CA v1", TimeSpan.FromDays(100), now);
        var issued = CertificateIssuer.ForClient(authority, null, "gitopskafka-operator", TimeSpan.FromDays(10), now);
        await StoreSecretAsync(("cluster-ca.crt", authority.CertificatesPem), ("gitopskafka-operator.pem", issued.RevealKeystore()));

        var found = await FindAsync();

        Assert.Equal(new KafkaCredentials(authority.CertificatesPem, issued), found);
    }

    [Fact]
    public async Task Secret_without_key_or_trust_is_none()
    {
        await StoreClusterAsync(hasInternalTls: true);
        await StoreSecretAsync(("cluster-ca.crt", "hello"));

        await Assert.ThrowsAsync<KafkaAdminException>(FindAsync);
    }

    private Task<KafkaCredentials?> FindAsync() => new OperatorCredentials(_api).FindAsync(Orders, default);

    private Task<KubeObject> StoreClusterAsync(bool hasInternalTls) => _api.ApplyAsync(
        KubeObject.Of(ResourceKinds.Get(KafkaCluster.KindName).Type, JsonElement.Parse($$"""
            {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming"},
             "spec": {"version": "4.3.1", "internalTls": {{(hasInternalTls ? "true" : "false")}}, "brokers": {"replicas": 1} } }
            """)),
        Apply,
        default);

    private Task<KubeObject> StoreSecretAsync(params (string Name, string Text)[] files) => _api.ApplyAsync(
        KubeObject.Of(ResourceType.Secrets, JsonSerializer.SerializeToElement(new
        {
            apiVersion = "v1",
            kind = "Secret",
            metadata = new { name = "orders-operator-certs", @namespace = "streaming" },
            data = files.ToDictionary(file => file.Name, file => System.Text.Encoding.UTF8.GetBytes(file.Text)),
        })),
        Apply,
        default);
}
