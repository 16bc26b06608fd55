using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>What surrounds <c>spec</c>: apiVersion, kind and metadata, in a manifest and in a stored object.</summary>
internal static class ManifestSchema
{
    private static readonly SchemaNode AnyText = new SchemaNode.Text([], null, Bounds.None);

    private static readonly SchemaNode.Refused FromServer = new("the API server sets this field; remove it");

    private static readonly SchemaNode Metadata = new SchemaNode.Object(
    [
        Required("name", Name(NamePatterns.Subdomain, NamePatterns.SubdomainHint, NamePatterns.SubdomainLength)),
        Required("namespace", Name(NamePatterns.Label, NamePatterns.LabelHint, NamePatterns.LabelLength)),
        Optional("labels", new SchemaNode.Map(AnyText, Bounds.None)),
        Optional("annotations", new SchemaNode.Map(AnyText, Bounds.None)),
        Optional("uid", FromServer),
        Optional("resourceVersion", FromServer),
        Optional("generation", FromServer),
        Optional("creationTimestamp", FromServer),
        Optional("deletionTimestamp", FromServer),
        Optional("managedFields", FromServer),
        Optional("selfLink", FromServer),
    ]);

    public static SchemaNode Manifest(ImmutableArray<string> kinds, SchemaProperty spec) => new SchemaNode.Object(
    [
        Required("apiVersion", OneOf([ResourceKinds.ApiVersion])),
        Required("kind", OneOf(kinds)),
        Required("metadata", Metadata),
        spec,
        Optional("status", new SchemaNode.Refused("status is written by the operator; remove it from the manifest")),
    ]);

    public static SchemaNode Stored(SchemaProperty spec) => new SchemaNode.Object(
    [
        Optional("apiVersion", new SchemaNode.Any()),
        Optional("kind", new SchemaNode.Any()),
        Optional("metadata", new SchemaNode.Any()),
        spec,
        Optional("status", new SchemaNode.Any()),
    ]);

    private static SchemaProperty Required(string name, SchemaNode node) => new(name, node, true, null, "");

    private static SchemaProperty Optional(string name, SchemaNode node) => new(name, node, false, null, "");

    private static SchemaNode.Text OneOf(ImmutableArray<string> values) => new SchemaNode.Text(values, null, Bounds.None);

    private static SchemaNode.Text Name(string pattern, string hint, int maxLength) => new SchemaNode.Text([], new TextPattern(pattern, hint), new Bounds(1, maxLength));
}
