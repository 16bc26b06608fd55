using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using static GitOpsKafka.Tests.Unit.Platform.Planning.Diffing.Objects;

namespace GitOpsKafka.Tests.Unit.Platform.Planning.Diffing;

public sealed class ObjectDiffTests
{
    [Fact]
    public void Peer_that_someone_widened_in_a_network_policy_is_found()
    {
        const string ours = """{"policyTypes":["Ingress"],"ingress":[{"from":[{"podSelector":{"matchLabels":{"app":"orders"}}}],"ports":[{"protocol":"TCP","port":9091}]}]}""";
        const string widened = """{"policyTypes":["Ingress"],"ingress":[{"from":[{"podSelector":{"matchLabels":{"app":"orders"}},"namespaceSelector":{}}],"ports":[{"protocol":"TCP","port":9091}]}]}""";

        Assert.Empty(Objects.Diff(Objects.Of(ResourceType.NetworkPolicies, ours, ""), Objects.Of(ResourceType.NetworkPolicies, ours, "")));
        Assert.Equal("spec.ingress", Assert.Single(Objects.Diff(Objects.Of(ResourceType.NetworkPolicies, ours, ""), Objects.Of(ResourceType.NetworkPolicies, widened, ""))).Path);
    }

    [Fact]
    public void Diff_of_an_object_that_is_not_there_names_every_desired_leaf() =>
        Assert.Equal(
            ["spec.clusterRef.name: absent → \"orders\"", "spec.config[retention.ms]: absent → 1000", "spec.partitions: absent → 3"],
            Lines(Diff(Topic("""{"partitions": 3, "clusterRef": {"name": "orders"}, "config": {"retention.ms": 1000}}"""), null)));

    [Theory]
    [InlineData("""{"partitions": 3}""", """{"partitions": 6}""", "spec.partitions: 6 → 3")]
    [InlineData("""{"partitions": 3}""", """{"partitions": null}""", "spec.partitions: absent → 3")]
    [InlineData("""{"partitions": 3}""", """{"partitions": "3"}""", "spec.partitions: \"3\" → 3")]
    [InlineData("""{"config": {"a.b": 1, "c": "2"}}""", """{"config": {"a.b": "1", "c": 3}}""", "spec.config[c]: 3 → \"2\"")]
    [InlineData("""{"clusterRef": {"name": "orders"}}""", """{"clusterRef": "orders"}""", "spec.clusterRef: \"orders\" → {\"name\": \"orders\"}")]
    public void Diff_names_the_leaf_that_differs(string desired, string live, string expected) =>
        Assert.Equal([expected], Lines(Diff(Topic(desired), Topic(live))));

    [Theory]
    [InlineData("""{"partitions": 3}""", """{"partitions": 3, "replicationFactor": 3}""")]
    [InlineData("""{"partitions": 3}""", """{"partitions": 3.0}""")]
    [InlineData("""{"partitions": null}""", """{"partitions": 3}""")]
    [InlineData("""{"config": {}}""", "{}")]
    [InlineData("""{"config": {"a": null}, "list": []}""", "{}")]
    [InlineData("""{"config": {"retention.ms": 1000, "preallocate": true}}""", """{"config": {"retention.ms": "1000", "preallocate": "true"}}""")]
    public void Diff_is_empty_when_both_mean_the_same(string desired, string live) => Assert.Empty(Diff(Topic(desired), Topic(live)));

    [Fact]
    public void Quantities_are_equal_by_amount_where_quantities_stand()
    {
        var desired = ClusterOf("""{"brokers": {"resources": {"requests": {"cpu": 1, "memory": "1024Mi"}}, "jvm": {"heap": "1Gi"}, "storage": {"volumes": [{"id": 0, "size": "2048Gi"}]}}}""");
        var live = ClusterOf("""{"brokers": {"resources": {"requests": {"cpu": "1000m", "memory": "1Gi"}}, "jvm": {"heap": "1024Mi"}, "storage": {"volumes": [{"id": 0, "size": "2Ti"}]}}}""");

        Assert.Empty(Diff(desired, live));
    }

    [Fact]
    public void Amounts_in_free_text_are_compared_as_text() =>
        Assert.Equal(
            ["spec.template.metadata.annotations[size]: \"1Gi\" → \"1024Mi\""],
            Lines(Diff(
                StatefulSet("""{"template": {"metadata": {"annotations": {"size": "1024Mi"}}}}"""),
                StatefulSet("""{"template": {"metadata": {"annotations": {"size": "1Gi"}}}}"""))));

    [Fact]
    public void Entries_of_keyed_lists_are_found_by_key_in_any_order()
    {
        var desired = StatefulSet("""{"template": {"spec": {"containers": [{"name": "kafka", "image": "kafka:2", "ports": [{"containerPort": 9092}], "env": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]}]}}}""");
        var live = StatefulSet("""
            {"template": {"spec": {"containers": [{"name": "sidecar", "image": "proxy:1"}, {"name": "kafka", "image": "kafka:1",
             "ports": [{"containerPort": 9092, "protocol": "TCP"}], "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "3"}]}]}}}
            """);

        Assert.Equal(
            ["spec.template.spec.containers[name=kafka].env[name=B].value: \"3\" → \"2\"", "spec.template.spec.containers[name=kafka].image: \"kafka:1\" → \"kafka:2\""],
            Lines(Diff(desired, live)));
    }

    [Fact]
    public void A_missing_entry_of_a_keyed_list_is_one_difference() =>
        Assert.Equal(
            ["spec.ports[port=9093,protocol=TCP]: absent → {\"port\": 9093}"],
            Lines(Diff(Service("""{"ports": [{"port": 9092}, {"port": 9093}]}"""), Service("""{"ports": [{"port": 9092, "protocol": "TCP", "targetPort": 9092}]}"""))));

    [Fact]
    public void A_port_of_another_protocol_is_another_port() =>
        Assert.Single(Diff(Service("""{"ports": [{"port": 9092, "protocol": "UDP"}]}"""), Service("""{"ports": [{"port": 9092, "protocol": "TCP"}]}""")));

    [Fact]
    public void Other_lists_are_atomic() =>
        Assert.Equal(
            ["spec.template.spec.tolerations: [{\"key\": \"a\"}] → [{\"key\": \"a\"}, {\"key\": \"b\"}]"],
            Lines(Diff(
                StatefulSet("""{"template": {"spec": {"tolerations": [{"key": "a"}, {"key": "b"}]}}}"""),
                StatefulSet("""{"template": {"spec": {"tolerations": [{"key": "a"}]}}}"""))));

    [Fact]
    public void Defaults_inside_an_atomic_list_are_no_difference() =>
        Assert.Empty(Diff(
            StatefulSet("""{"x": {"sources": [{"serviceAccountToken": {"path": "token"}}]}}"""),
            StatefulSet("""{"x": {"sources": [{"serviceAccountToken": {"path": "token", "expirationSeconds": 3600}}]}}""")));

    [Fact]
    public void Volume_claim_templates_compare_by_name_with_the_servers_defaults()
    {
        var desired = StatefulSet("""{"volumeClaimTemplates": [{"metadata": {"name": "data-0"}, "spec": {"resources": {"requests": {"storage": "1024Gi"}}}}]}""");
        var live = StatefulSet("""
            {"volumeClaimTemplates": [{"kind": "PersistentVolumeClaim", "metadata": {"name": "data-0", "creationTimestamp": null},
             "spec": {"resources": {"requests": {"storage": "1Ti"}}, "volumeMode": "Filesystem"}, "status": {"phase": "Pending"}}]}
            """);
        var surplus = StatefulSet("""{"volumeClaimTemplates": [{"metadata": {"name": "data-0"}, "spec": {"resources": {"requests": {"storage": "1Ti"}}}}, {"metadata": {"name": "data-1"}}]}""");

        Assert.Empty(Diff(desired, live));
        Assert.Equal("spec.volumeClaimTemplates[name=data-1]", Assert.Single(Diff(desired, surplus)).Path);
    }

    [Fact]
    public void Zeroes_that_the_server_does_not_store_are_no_difference()
    {
        var desired = StatefulSet("""{"minReadySeconds": 0, "template": {"spec": {"hostNetwork": false, "containers": [{"name": "kafka", "env": [{"name": "A", "value": ""}]}]}}}""");
        var live = StatefulSet("""{"template": {"spec": {"containers": [{"name": "kafka", "env": [{"name": "A"}]}]}}}""");

        Assert.Empty(Diff(desired, live));
    }

    [Fact]
    public void A_false_that_the_server_does_store_is_a_difference() =>
        Assert.Single(Diff(
            StatefulSet("""{"template": {"spec": {"automountServiceAccountToken": false}}}"""),
            StatefulSet("""{"template": {"spec": {}}}""")));

    [Fact]
    public void Bookkeeping_and_identity_are_not_compared()
    {
        var desired = Topic("{}", "\"annotations\": {\"gitopskafka.io/commit\": \"a\", \"gitopskafka.io/sequence\": \"1\", \"team\": \"shop\"}, \"resourceVersion\": \"1\"");
        var live = KubeObject.Of(desired.Key.Type, JsonElement.Parse("""{"metadata": {"name": "orders", "annotations": {"gitopskafka.io/commit": "b"}, "resourceVersion": "2"}}"""));

        Assert.Equal(["metadata.annotations[team]: absent → \"shop\""], Lines(Diff(desired, live)));
    }

    [Fact]
    public void Names_with_escapes_are_found() =>
        Assert.Empty(Diff(Topic("""{"config": {"a\"b": 1, "\u00e9": 2}}"""), Topic("""{"config": {"é": 2, "a\u0022b": 1}}""")));

    [Fact]
    public void An_equal_topic_costs_no_allocation()
    {
        var topic = Topic("""{"partitions": 3, "clusterRef": {"name": "orders"}, "config": {"retention.ms": "1000"}}""", ManagedFields(Managed("gitopskafka", "Apply",
            """{"f:metadata": {"f:annotations": {"f:gitopskafka.io/commit": {}}}, "f:spec": {"f:partitions": {}, "f:clusterRef": {"f:name": {}}, "f:config": {"f:retention.ms": {}}}}""")));
        _ = Diff(topic, topic);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _ = Diff(topic, topic);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
