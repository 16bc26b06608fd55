using System.Text.Json.Nodes;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>The scale subresource: <c>autoscaling/v1 Scale</c> of an object.</summary>
internal static class Scales
{
    public static JsonObject Of(JsonObject json, KindTraits traits) => new()
    {
        ["apiVersion"] = "autoscaling/v1",
        ["kind"] = "Scale",
        ["metadata"] = Metadata(json.Object("metadata")),
        ["spec"] = new JsonObject { ["replicas"] = Parent(json, traits).Number(Leaf(traits)) },
        ["status"] = new JsonObject { ["replicas"] = json.Object("status").Number("replicas") },
    };

    public static void Set(JsonObject json, KindTraits traits, int replicas) => Parent(json, traits)[Leaf(traits)] = replicas;

    private static JsonObject Metadata(JsonObject metadata) => new()
    {
        ["name"] = metadata.Text("name"),
        ["namespace"] = metadata.Text("namespace"),
        ["uid"] = metadata.Text("uid"),
        ["resourceVersion"] = metadata.Text("resourceVersion"),
    };

    private static JsonObject Parent(JsonObject json, KindTraits traits) =>
        Steps(traits)[..^1].Aggregate(json, (parent, name) => parent.Object(name));

    private static string Leaf(KindTraits traits) => Steps(traits)[^1];

    private static string[] Steps(KindTraits traits) => traits.ScalePath!.Split('.', StringSplitOptions.RemoveEmptyEntries);
}
