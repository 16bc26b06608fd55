using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Observation;

public sealed class MissingFactsTests
{
    [Fact]
    public void Broker_is_told_the_port_of_its_service_on_its_own_node()
    {
        var facts = Facts(With("""{"name":"node","port":9094,"type":"nodeport"}"""), Allocate);

        Assert.Equal(["NODE://10.0.0.10:31000", "NODE://10.0.0.11:31001", "NODE://10.0.0.12:31002"], facts.Select(fact => fact.Advertised));
        Assert.Equal("node-1", facts[1].NodeName);
    }

    [Fact]
    public void Broker_waits_while_one_of_its_addresses_is_not_known()
    {
        var cluster = With("""{"name":"node","port":9094,"type":"nodeport"}""", """{"name":"lb","port":9095,"type":"loadbalancer"}""");

        Assert.Empty(Facts(cluster, Allocate));
        Assert.Equal("NODE://10.0.0.10:31000,LB://lb-0.example.com:9095", Facts(cluster, (key, json) =>
        {
            Allocate(key, json);
            Balance(key, json);
        })[0].Advertised);
    }

    [Fact]
    public void No_broker_is_told_its_address_before_the_addresses_of_all_that_are_scheduled_are_known()
    {
        var cluster = With("""{"name":"node","port":9094,"type":"nodeport"}""");

        var world = new World().Has(cluster).HasNodesOf(cluster, Allocate).Edit(key => key.Name == "orders-brokers-2", json => (json["status"] as JsonObject)?.Remove("hostIP"));

        Assert.Empty(MissingFacts.Of((KafkaCluster)cluster.Value, world.Observed));
    }

    [Fact]
    public void Address_and_port_in_the_manifest_win()
    {
        var cluster = With("""{"name":"web","port":9096,"type":"ingress","tls":true,"external":{"bootstrapHost":"kafka.example.com","brokerHost":"b{id}.example.com"}}""",
            """{"name":"node","port":9094,"type":"nodeport","external":{"brokerHost":"n{id}.example.com","advertisedPort":19094}}""");

        Assert.Equal("WEB://b2.example.com:443,NODE://n2.example.com:19094", Facts(cluster, (_, _) => { })[2].Advertised);
    }

    [Fact]
    public void Broker_is_told_its_rack_from_the_label_that_is_asked_for()
    {
        var facts = Facts(Cluster(spec => spec["rack"] = new JsonObject { ["topologyKey"] = "example.com/row" }), (_, _) => { });

        Assert.Equal(["example.com/row", "example.com/row", "example.com/row"], facts.Select(fact => fact.TopologyKey));
        Assert.All(facts, fact => Assert.Null(fact.Advertised));
    }

    [Fact]
    public void Broker_without_racks_and_external_listeners_needs_nothing() => Assert.Empty(Facts(World.Cluster(), (_, _) => { }));

    [Fact]
    public void Broker_whose_address_changed_restarts_and_the_reason_names_both()
    {
        var cluster = With("""{"name":"node","port":9094,"type":"nodeport"}""");
        var world = new World().Wants(cluster).Has(cluster).HasNodesOf(cluster, Allocate).Annotate(ResourceType.Pods, "orders-brokers-1", "gitopskafka.io/advertised", "NODE://10.0.0.11:30999");

        var restart = Assert.Single(Assert.Single(world.Plan().Changes).Effects.OfType<Effect.RestartNodes>());

        Assert.Equal("orders-brokers-1", Assert.Single(restart.Pods));
        Assert.Equal("external address NODE://10.0.0.11:30999 → NODE://10.0.0.11:31001", Assert.Single(restart.Because));
    }

    [Fact]
    public void Node_that_was_told_to_restart_does_and_the_reason_is_named()
    {
        var cluster = World.Cluster();
        var world = new World().Wants(cluster).Has(cluster).HasNodesOf(cluster).Annotate(ResourceType.Pods, "orders-brokers-1", "gitopskafka.io/restart-for", "the certificate it was started with");

        var restart = Assert.Single(Assert.Single(world.Plan().Changes).Effects.OfType<Effect.RestartNodes>());

        Assert.Equal("orders-brokers-1", Assert.Single(restart.Pods));
        Assert.Equal("the certificate it was started with", Assert.Single(restart.Because));
    }

    [Fact]
    public void Service_of_a_listener_that_was_dropped_is_deleted()
    {
        var world = new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(With("""{"name":"node","port":9094,"type":"nodeport"}"""), Allocate).HasNodesOf(World.Cluster());

        Assert.Equal(
            ["delete Service/streaming/orders-node-0", "delete Service/streaming/orders-node-1", "delete Service/streaming/orders-node-2", "delete Service/streaming/orders-node-bootstrap"],
            Assert.Single(world.Plan().Changes).Effects.OfType<Effect.DeleteObject>().Select(effect => effect.Describe()));
    }

    private static List<MissingFacts> Facts(DesiredResource cluster, Action<ObjectKey, JsonObject> edit) =>
        [.. MissingFacts.Of((KafkaCluster)cluster.Value, new World().Has(cluster).HasNodesOf(cluster, edit).Observed)];

    private static DesiredResource With(params string[] listeners) => Cluster(spec => spec["listeners"] = new JsonArray([.. listeners.Select(listener => JsonNode.Parse(listener))]));

    private static DesiredResource Cluster(Action<JsonObject> edit)
    {
        var json = World.Cluster().Manifest.ToNode();
        edit(json["spec"]!.AsObject());
        return DesiredResource.FromManifest(KubeObject.Of(World.Cluster().Manifest.Key.Type, json));
    }

    /// <summary>What the API server does with a Service of type NodePort.</summary>
    private static void Allocate(ObjectKey key, JsonObject json)
    {
        if (key.Type == ResourceType.Services && json["spec"]!["type"]?.GetValue<string>() == "NodePort")
            json["spec"]!["ports"]![0]!["nodePort"] = int.TryParse(key.Name[^1..], out var ordinal) ? 31000 + ordinal : 30000;
    }

    private static void Balance(ObjectKey key, JsonObject json)
    {
        if (key.Name.StartsWith("orders-lb-", StringComparison.Ordinal))
            json["status"]!["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["hostname"] = $"lb-{key.Name[^1]}.example.com" }) };
    }
}
