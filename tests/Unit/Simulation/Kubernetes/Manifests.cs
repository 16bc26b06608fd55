using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Simulation.Kubernetes;

/// <summary>Objects as the product would apply them.</summary>
internal static class Manifests
{
    public static ResourceType Topics { get; } = ResourceKinds.Get("KafkaTopic").Type;

    public static ResourceType Clusters { get; } = ResourceKinds.Get("KafkaCluster").Type;

    public static KubeObject ConfigMap(string name, string data, string labels = "{}") =>
        Of(ResourceType.ConfigMaps, $$"""{"metadata": {"name": "{{name}}", "namespace": "streaming", "labels": {{labels}}}, "data": {{data}}}""");

    public static KubeObject Topic(string name, int partitions) =>
        Of(Topics, $$"""{"metadata": {"name": "{{name}}", "namespace": "streaming"}, "spec": {"clusterRef": {"name": "orders"}, "partitions": {{partitions}}, "replicationFactor": 3} }""");

    public static KubeObject OrdersCluster(string spec) => Of(Clusters, $$"""{"metadata": {"name": "orders", "namespace": "streaming"}, "spec": {{spec}} }""");

    public static KubeObject Brokers(int replicas = 3, string image = "apache/kafka:4.2.1", string strategy = "OnDelete", string policy = "Parallel", string role = "broker") => Of(ResourceType.StatefulSets, $$"""
        {
          "metadata": {"name": "orders-{{role}}s", "namespace": "streaming"},
          "spec": {
            "replicas": {{replicas}}, "serviceName": "orders-{{role}}s", "podManagementPolicy": "{{policy}}", "updateStrategy": {"type": "{{strategy}}"},
            "selector": {"matchLabels": {"app": "{{role}}"} },
            "template": {
              "metadata": {"labels": {"app": "{{role}}", "gitopskafka.io/cluster": "orders", "gitopskafka.io/role": "{{role}}"} },
              "spec": {"containers": [{"name": "kafka", "image": "{{image}}", "ports": [{"name": "plain", "containerPort": 9092}], "resources": {"requests": {"memory": "4096Mi", "cpu": "0.5"} } }] }
            }
          }
        }
        """);

    public static KubeObject Of(ResourceType type, string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        (node["apiVersion"], node["kind"]) = (type.ApiVersion, type.Kind);
        return KubeObject.Of(type, node);
    }

    public static JsonObject Patch(string json) => JsonNode.Parse(json)!.AsObject();
}
