using System.Text.Json;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class PlanPrinterTests
{
    [Fact]
    public void Drift_names_who_changed_what()
    {
        var world = new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster(), (key, json) =>
        {
            if (key.Name != "orders-brokers" || key.Type.Kind != "StatefulSet")
                return;
            json["spec"]!["replicas"] = 2;
            json["metadata"]!["managedFields"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"manager":"kubectl-edit","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}]""");
        });

        Assert.Equal(
            [
                "~ restore KafkaCluster/streaming/orders",
                "    StatefulSet/streaming/orders-brokers: spec.replicas: 2 → 3",
                "  effects",
                "    1. scale brokers 2 → 3",
                "    2. update StatefulSet/streaming/orders-brokers: spec.replicas",
                "  because others changed it: kubectl-edit",
            ],
            PlanPrinter.Print(world.Plan()));
    }

    [Fact]
    public void An_empty_plan_has_only_a_summary()
    {
        var plan = new World().Plan();

        Assert.Empty(PlanPrinter.Print(plan));
        Assert.Equal("no change: the cluster is as desired", PlanPrinter.Summary(plan));
    }

    [Theory]
    [InlineData("spec.partitions", "6", "12", "spec.partitions: 6 → 12")]
    [InlineData("spec.version", null, "\"4.2.1\"", "spec.version: absent → \"4.2.1\"")]
    [InlineData("spec.config[ssl.key.password]", "\"hunter2\"", "\"hunter3\"", "spec.config[ssl.key.password]: \"<redacted>\" → \"<redacted>\"")]
    [InlineData("spec.config[ssl.key.password]", "\"hunter2\"", null, "spec.config[ssl.key.password]: \"<redacted>\" → absent")]
    [InlineData("Secret/streaming/orders-brokers-certs: data[orders-brokers-0.pem]", "\"LS0t\"", "\"LS0u\"", "Secret/streaming/orders-brokers-certs: data[orders-brokers-0.pem]: \"<redacted>\" → \"<redacted>\"")]
    [InlineData("data[server.properties]", "\"a=1\\nb=2\\n\"", "\"a=1\\nb=2\\nc=3\\n\"", "data[server.properties]: text of 2 lines → text of 3 lines")]
    public void Fields_are_printed_short_and_without_secrets(string path, string? before, string? after, string line) =>
        Assert.Equal(line, PlanPrinter.Print(new FieldDelta(path, Json(before), Json(after))));

    [Fact]
    public void Secrets_inside_of_files_are_hidden_too()
    {
        var safe = Redaction.Of(new FieldDelta("data[server.properties]", null, Json("\"port=9092\\nssl.key.password=hunter2\\n\"")));

        Assert.Equal("port=9092\nssl.key.password=<redacted>\n", safe.After!.Value.GetString());
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
