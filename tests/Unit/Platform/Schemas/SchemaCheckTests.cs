using System.Text.Json;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Schemas;

public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"replica":3}""", """spec.brokers.replica: Forbidden: unknown field "replica"; did you mean "replicas"? [SCHEMA-01]""")]
    [InlineData("""{"Replicas":3}""", """spec.brokers.Replicas: Forbidden: unknown field "Replicas"; did you mean "replicas"? [SCHEMA-01]""")]
    [InlineData("""{"tolerations":[]}""", """spec.brokers.tolerations: Forbidden: unknown field "tolerations"; known fields are replicas, storage, resources, jvm, template [SCHEMA-01]""")]
    [InlineData("""{"replicas":"three"}""", """spec.brokers.replicas: Invalid value: "three": must be an integer from 1 to 1000 [SCHEMA-02]""")]
    [InlineData("""{"replicas":"3"}""", """spec.brokers.replicas: Invalid value: "3": must be an integer from 1 to 1000; remove the quotes [SCHEMA-02]""")]
    [InlineData("""{"replicas":2.5}""", "spec.brokers.replicas: Invalid value: 2.5: must be an integer from 1 to 1000 [SCHEMA-02]")]
    [InlineData("""{"replicas":null}""", "spec.brokers.replicas: Invalid value: null: must be an integer from 1 to 1000; give a value or remove the field [SCHEMA-02]")]
    [InlineData("""{"replicas":0}""", "spec.brokers.replicas: Invalid value: 0: must be at least 1 [SCHEMA-05]")]
    [InlineData("""{"replicas":3000000000}""", "spec.brokers.replicas: Invalid value: 3000000000: must be at most 1000 [SCHEMA-05]")]
    [InlineData("""{"replicas":[3]}""", "spec.brokers.replicas: Invalid value: a list: must be an integer from 1 to 1000 [SCHEMA-02]")]
    [InlineData("""{"jvm":"2Gi"}""", """spec.brokers.jvm: Invalid value: "2Gi": must be an object [SCHEMA-02]""")]
    [InlineData("""{"jvm":{"heap":"2 Gi"}}""", """spec.brokers.jvm.heap: Invalid value: "2 Gi": must be a quantity such as 500m or 100Gi [SCHEMA-08]""")]
    [InlineData("""{"jvm":{"heap":true}}""", "spec.brokers.jvm.heap: Invalid value: true: must be a quantity such as 500m or 100Gi [SCHEMA-02]")]
    [InlineData("""{"jvm":{"heap":1.5}}""", """spec.brokers.jvm.heap: Invalid value: 1.5: must be a quantity such as 500m or 100Gi; quote it: "1.5" [SCHEMA-02]""")]
    [InlineData("""{"storage":{}}""", "spec.brokers.storage.volumes: Required value: give a list [SCHEMA-03]")]
    [InlineData("""{"storage":{"volumes":[]}}""", "spec.brokers.storage.volumes: Invalid value: 0 entries: must have at least 1 entry [SCHEMA-07]")]
    [InlineData("""{"storage":{"volumes":[{"id":0}]}}""", "spec.brokers.storage.volumes[0].size: Required value: give a quantity such as 500m or 100Gi [SCHEMA-03]")]
    [InlineData("""{"storage":{"volumes":[{"id":0,"size":"1Gi"},{"id":0,"size":"1Gi"}]}}""", "spec.brokers.storage.volumes[1].id: Duplicate value: 0: each entry of spec.brokers.storage.volumes needs its own id [SCHEMA-09]")]
    [InlineData("""{"storage":{"volumes":[{"id":0,"size":1}],"reclaimPolicy":"retain"}}""", """spec.brokers.storage.reclaimPolicy: Unsupported value: "retain": must be one of Retain, Delete; did you mean "Retain"? [SCHEMA-04]""")]
    [InlineData("""{"template":{"affinity":[]}}""", "spec.brokers.template.affinity: Invalid value: a list: must be an object [SCHEMA-02]")]
    [InlineData("""{"template":{"sidecars":["exporter"]}}""", """spec.brokers.template.sidecars[0]: Invalid value: "exporter": must be an object [SCHEMA-02]""")]
    public void Broken_brokers_are_refused_with_field_and_remedy(string brokers, string expected) =>
        Assert.Equal([expected], Check("KafkaCluster", $$$"""{"spec":{"version":"4.2.1","brokers":{{{brokers}}}}}"""));

    [Theory]
    [InlineData("""{"version":4.2}""", """spec.version: Invalid value: 4.2: must be a string; quote it: "4.2" [SCHEMA-02]""")]
    [InlineData("""{"version":"4.2"}""", """spec.version: Invalid value: "4.2": must be three numbers such as 4.2.1 [SCHEMA-06]""")]
    [InlineData("""{"version":"4.2.1\n"}""", """spec.version: Invalid value: "4.2.1\n": must be three numbers such as 4.2.1 [SCHEMA-06]""")]
    [InlineData("""{"version":"4.2.1","rolling":{"deadlinePerNode":""}}""", """spec.rolling.deadlinePerNode: Invalid value: "": must have at least 2 characters [SCHEMA-07]""")]
    [InlineData("""{"version":"11111111111111111111.22222222222222222222.1"}""", """spec.version: Too long: "11111111111111111111.22222222222222222222.1": must have at most 32 characters [SCHEMA-07]""")]
    [InlineData("""{"version":"4.2.1","config":{"log.dirs":["/a"]}}""", "spec.config[log.dirs]: Invalid value: a list: must be a string, number or boolean [SCHEMA-02]")]
    [InlineData("""{"version":"4.2.1","deletionProtection":"true"}""", """spec.deletionProtection: Invalid value: "true": must be true or false; remove the quotes [SCHEMA-02]""")]
    public void Broken_cluster_is_refused_with_field_and_remedy(string spec, string expected) =>
        Assert.Equal([expected], Check("KafkaCluster", $$$$"""{"spec":{{{{spec[..^1]}}}},"brokers":{}}}"""));

    [Fact]
    public void All_violations_are_reported_at_once() =>
        Assert.Equal(
            [
                """spec.partition: Forbidden: unknown field "partition"; did you mean "partitions"? [SCHEMA-01]""",
                "spec.clusterRef.name: Required value: give a string [SCHEMA-03]",
                "spec.partitions: Required value: give an integer from 1 to 10000 [SCHEMA-03]",
                "spec.replicationFactor: Required value: give an integer from 1 to 32767 [SCHEMA-03]",
            ],
            Check("KafkaTopic", """{"spec":{"partition":3,"clusterRef":{}}}"""));

    [Fact]
    public void Metadata_and_status_of_the_server_are_not_looked_at() =>
        Assert.Empty(Check("KafkaTopic", """
            {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"uid":"1","managedFields":[]},"status":{"anything":1},
             "spec":{"clusterRef":{"name":"orders"},"partitions":3,"replicationFactor":3,"config":{"retention.ms":-1,"preallocate":true,"cleanup.policy":"compact"}}}
            """));

    [Fact]
    public void Long_value_is_shown_in_part() =>
        Assert.Equal(
            [$"spec.partitions: Invalid value: \"{new string('9', 64)}…\": must be an integer from 1 to 10000 [SCHEMA-02]"],
            Check("KafkaTopic", $$$"""{"spec":{"clusterRef":{"name":"orders"},"replicationFactor":3,"partitions":"{{{new string('9', 500)}}}"}}"""));

    private static string[] Check(string kind, string json) =>
        [.. JsonManifest.Check(ResourceKinds.Get(kind), JsonElement.Parse(json)).Select(violation => violation.ToString())];
}
