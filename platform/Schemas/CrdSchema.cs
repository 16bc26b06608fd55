using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>
/// Schema → OpenAPI v3 as a structural schema. Only what Kubernetes 1.20 and later read alike; transition rules (CEL) are left to the webhook.
/// Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema.
/// </summary>
internal static class CrdSchema
{
    /// <summary>
    /// What controller-gen writes for resource.Quantity.
    /// Source: https://github.com/kubernetes-sigs/controller-tools/blob/main/pkg/crd/known_types.go.
    /// </summary>
    private const string QuantityPattern =
        @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    public static JsonObject Root(KindSchema schema)
    {
        var properties = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["description"] = "Version of the schema of this object.", ["type"] = "string" },
            ["kind"] = new JsonObject { ["description"] = "Kind of this object.", ["type"] = "string" },
            ["metadata"] = new JsonObject { ["type"] = "object" },
            ["spec"] = Of(schema.Spec, "What is wanted.", null),
        };
        if (schema.Status is { } status)
            properties["status"] = Of(status, "What was last seen. Written by the operator.", NotYetObserved());
        var root = new JsonObject { ["description"] = schema.Description, ["type"] = "object", ["properties"] = properties };
        return schema.IsSpecRequired ? With(root, "required", new JsonArray("spec")) : root;
    }

    /// <summary>
    /// The status of a resource that nobody has looked at: without it, what waits by the rules of kstatus would take a new one for ready.
    /// Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
    /// </summary>
    private static JsonObject NotYetObserved() => new() { ["observedGeneration"] = -1 };

    private static JsonObject Of(SchemaNode node, string description, JsonNode? initial)
    {
        var json = new JsonObject();
        if (description.Length > 0)
            json["description"] = description;
        if (initial is not null)
            json["default"] = initial;
        foreach (var (name, value) in Keywords(node))
        {
            if (value is not null)
                json[name] = value;
        }

        return json;
    }

    private static (string Name, JsonNode? Value)[] Keywords(SchemaNode node) => node switch
    {
        SchemaNode.Object fields => [("type", "object"), ("properties", Properties(fields)), ("required", RequiredOf(fields))],
        SchemaNode.Map map => [("type", "object"), ("additionalProperties", Of(map.Values, "", null)), ("minProperties", Whole(map.Count.Min)), ("maxProperties", Whole(map.Count.Max))],
        SchemaNode.List list =>
        [
            ("type", "array"), ("items", Of(list.Items, "", null)), ("minItems", Whole(list.Count.Min)), ("maxItems", Whole(list.Count.Max)),
            ("x-kubernetes-list-type", list.Key is null ? "atomic" : "map"), ("x-kubernetes-list-map-keys", list.Key is null ? null : new JsonArray(list.Key)),
        ],
        SchemaNode.Text text =>
        [
            ("type", "string"), ("enum", Names(text.Allowed)), ("minLength", Whole(text.Length.Min)), ("maxLength", Whole(text.Length.Max)), ("pattern", text.Pattern?.Expression),
        ],
        SchemaNode.Integer integer => [("type", "integer"), ("format", $"int{integer.Bits}"), ("minimum", Whole(integer.Range.Min)), ("maximum", Whole(integer.Range.Max))],
        SchemaNode.Number number => [("type", "number"), ("minimum", number.Range.Min), ("maximum", number.Range.Max)],
        SchemaNode.Flag => [("type", "boolean")],
        SchemaNode.Amount amount =>
        [
            ("anyOf", new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" })),
            ("maxLength", amount.MaxLength), ("pattern", QuantityPattern), ("x-kubernetes-int-or-string", true),
        ],
        // A structural schema has no "string or number or boolean"; these two refuse at least objects and lists with something inside.
        SchemaNode.Setting => [("maxItems", 0), ("maxProperties", 0), ("x-kubernetes-preserve-unknown-fields", true)],
        SchemaNode.Free => [("type", "object"), ("x-kubernetes-preserve-unknown-fields", true)],
        SchemaNode.Time => [("type", "string"), ("format", "date-time")],
        _ => throw new UnreachableException(),
    };

    /// <summary>Sorted by name, so that the file does not depend on the order of declarations.</summary>
    private static JsonObject Properties(SchemaNode.Object schema) => new(
        schema.Properties.OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Of(property.Node, property.Description, Node(property)))));

    private static JsonNode? Node(SchemaProperty property) => property.Default is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private static JsonArray? RequiredOf(SchemaNode.Object schema) =>
        Names([.. schema.Properties.Where(property => property.IsRequired).Select(property => property.Name).Order(StringComparer.Ordinal)]);

    private static JsonArray? Names(ImmutableArray<string> names) => names.IsEmpty ? null : new JsonArray([.. names.Select(name => (JsonNode)name)]);

    private static JsonNode? Whole(decimal? bound) => bound is { } value ? (long)value : null;

    private static JsonObject With(JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }
}
