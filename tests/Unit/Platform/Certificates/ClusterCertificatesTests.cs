using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

public sealed class ClusterCertificatesTests
{
    [Fact]
    public void A_cluster_without_TLS_needs_none()
    {
        var cluster = Cluster("""{"listeners": [{"name": "plain", "port": 9092}]}""");

        Assert.Null(ClusterCertificates.Of(cluster, Observed(), new CertificateTimes()));
        Assert.Empty(ClusterCertificates.Nodes(cluster));
    }

    [Fact]
    public void Internal_TLS_gives_controllers_certificates_too()
    {
        var cluster = Cluster("""{"internalTls": true, "listeners": [{"name": "tls", "port": 9093, "tls": true}]}""");

        Assert.Equal(["orders-controllers", "orders-brokers"], Of(cluster).Nodes.Select(nodes => nodes.StatefulSet));
        Assert.Equal(
            ["orders-controllers-0  controller:9090", "orders-brokers-0 0 replication:9091 tls:9093", "orders-brokers-1 1 replication:9091 tls:9093"],
            ClusterCertificates.Nodes(cluster).Select(node => $"{node.Pod} {node.BrokerId} {string.Join(' ', node.Listeners.Select(listener => $"{listener.Name}:{listener.Port}"))}"));
        Assert.DoesNotContain("orders-bootstrap.streaming.svc", Of(cluster).Nodes[0].Nodes[0].Names);
    }

    [Fact]
    public void Combined_nodes_are_asked_to_load_as_brokers()
    {
        var cluster = Cluster("""{"internalTls": true}""");

        var nodes = ClusterCertificates.Nodes(cluster with { Spec = cluster.Spec with { Controllers = null } });

        Assert.All(nodes, node => Assert.Equal(["replication", "controller"], node.Listeners.Select(listener => listener.Name)));
    }

    [Fact]
    public void The_operator_needs_a_certificate_only_where_nodes_ask_for_one()
    {
        Assert.Null(Of(Cluster("""{"listeners": [{"name": "tls", "port": 9093, "tls": true}]}""")).Operator);

        var wanted = Of(Cluster("""{"internalTls": true}"""));

        Assert.Equal("gitopskafka-operator", Assert.Single(wanted.Operator!.Nodes).Pod);
        Assert.Contains("orders-operator-certs", CertificateSecrets.Keys(wanted).Select(key => key.Name));
    }

    [Fact]
    public void Ingress_gives_the_hosts_that_were_chosen()
    {
        var names = NamesOf(1, """{"name": "web", "port": 9094, "type": "ingress", "tls": true, "external": {"bootstrapHost": "kafka.example.com", "brokerHost": "broker-{id}.example.com"}}""");

        Assert.Contains("kafka.example.com", names);
        Assert.Contains("broker-1.example.com", names);
        Assert.DoesNotContain("broker-0.example.com", names);
    }

    [Fact]
    public void Load_balancers_give_the_addresses_that_Kubernetes_gave()
    {
        var names = NamesOf(1, """{"name": "lb", "port": 9094, "type": "loadbalancer", "tls": true}""", Service("orders-lb-bootstrap", "203.0.113.1"), Service("orders-lb-0", "203.0.113.2"), Service("orders-lb-1", "203.0.113.3"));

        Assert.Contains("203.0.113.1", names);
        Assert.Contains("203.0.113.3", names);
        Assert.DoesNotContain("203.0.113.2", names);
    }

    [Fact]
    public void Node_ports_give_the_addresses_of_all_machines_that_run_brokers()
    {
        var names = NamesOf(1, """{"name": "external", "port": 9094, "type": "nodeport", "tls": true}""", Pod("orders-brokers-0", "10.0.0.1"), Pod("orders-brokers-1", "10.0.0.2"), Pod("orders-controllers-0", "10.0.0.3", "controller"));

        Assert.Contains("10.0.0.1", names);
        Assert.Contains("10.0.0.2", names);
        Assert.DoesNotContain("10.0.0.3", names);
    }

    [Fact]
    public void A_plain_external_listener_adds_no_names() =>
        Assert.DoesNotContain("10.0.0.1", NamesOf(0, """{"name": "tls", "port": 9093, "tls": true}, {"name": "external", "port": 9094, "type": "nodeport"}""", Pod("orders-brokers-0", "10.0.0.1")));

    [Fact]
    public void Annotations_say_what_is_brought_and_what_is_asked_for()
    {
        var cluster = Cluster("""{"listeners": [{"name": "tls", "port": 9093, "tls": true}]}""", """{"gitopskafka.io/cluster-ca-secret": "example-ca", "gitopskafka.io/rotate-ca": "clients:7"}""");

        Assert.Equal([KeyValuePair.Create(AuthorityKind.Cluster, "example-ca")], Of(cluster).Brought);
        Assert.Equal([KeyValuePair.Create(AuthorityKind.Clients, "clients:7")], Of(cluster).Rotations);
        Assert.Contains(CertificateSecrets.Keys(Of(cluster)), key => key.Name == "example-ca");
    }

    [Fact]
    public void Nodes_are_as_old_as_their_Kafka_containers()
    {
        var waiting = Pod("orders-brokers-1", "10.0.0.2");
        var running = waiting.ToNode();
        running["metadata"]!["name"] = "orders-brokers-0";
        running["status"]!["containerStatuses"] = System.Text.Json.Nodes.JsonNode.Parse("""
            [{"name": "proxy", "state": {"running": {"startedAt": "2026-03-01T13:00:00Z"}}}, {"name": "kafka", "state": {"running": {"startedAt": "2026-03-01T12:00:05Z"}}}]
            """);
        var failing = waiting.ToNode();
        failing["metadata"]!["name"] = "orders-controllers-0";
        failing["status"]!["containerStatuses"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"name": "kafka", "state": {"waiting": {"reason": "CrashLoopBackOff"}}}]""");

        var started = ClusterCertificates.Started(Cluster("""{"internalTls": true}"""), Observed(waiting, KubeObject.Of(ResourceType.Pods, running), KubeObject.Of(ResourceType.Pods, failing)));

        Assert.Equal([KeyValuePair.Create("orders-brokers-0", new DateTimeOffset(2026, 3, 1, 12, 0, 5, TimeSpan.Zero))], started);
    }

    [Fact]
    public void Controllers_with_TLS_load_by_restart()
    {
        Assert.Equal([true, false], Of(Cluster("""{"internalTls": true}""")).Nodes.Select(nodes => nodes.LoadByRestart));
        Assert.Equal([false], Of(Cluster("""{"listeners": [{"name": "tls", "port": 9093, "tls": true}]}""")).Nodes.Select(nodes => nodes.LoadByRestart));
    }

    private static ImmutableArray<string> NamesOf(int ordinal, string listeners, params KubeObject[] objects) =>
        ClusterCertificates.Of(Cluster($$"""{"listeners": [{{listeners}}]}"""), Observed(objects), new CertificateTimes())!.Nodes.Single().Nodes[ordinal].Names;

    private static WantedCertificates Of(KafkaCluster cluster) => ClusterCertificates.Of(cluster, Observed(), new CertificateTimes())!;

    private static KafkaCluster Cluster(string spec, string annotations = "{}") => ResourceJson.Read<KafkaCluster>(JsonElement.Parse($$"""
        {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming", "annotations": {{annotations}} },
         "spec": {"version": "4.2.1", "brokers": {"replicas": 2}, "controllers": {"replicas": 1}, {{spec.TrimStart('{')}} }
        """));

    private static ObservedState Observed(params KubeObject[] objects) => ObservedState.Unknown with
    {
        Objects = new[] { ResourceType.Services, ResourceType.Pods }.ToImmutableDictionary(type => type, type => objects.Where(found => found.Key.Type == type).ToImmutableDictionary(found => found.Key)),
    };

    private static KubeObject Service(string name, string address) => KubeObject.Of(ResourceType.Services, JsonElement.Parse(
        $$"""{"metadata": {"name": "{{name}}", "namespace": "streaming"}, "status": {"loadBalancer": {"ingress": [{"ip": "{{address}}"}]} } }"""));

    private static KubeObject Pod(string name, string host, string role = "broker") => KubeObject.Of(ResourceType.Pods, JsonElement.Parse(
        $$"""{"metadata": {"name": "{{name}}", "namespace": "streaming", "labels": {"gitopskafka.io/cluster": "orders", "gitopskafka.io/role": "{{role}}"} }, "status": {"hostIP": "{{host}}"} }"""));
}
