using System.Collections.Concurrent;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>The schema of one kind. Built once per kind. Immutable and thread-safe.</summary>
public sealed class KindSchema
{
    private static readonly ConcurrentDictionary<string, KindSchema> Known = new(StringComparer.Ordinal);

    private readonly SchemaProperty _spec;
    private readonly SchemaProperty? _status;

    private KindSchema(ResourceKind kind)
    {
        var fields = ((SchemaNode.Object)SchemaReflection.Of(kind.ClrType)).Properties;
        Kind = kind;
        Description = SchemaReflection.Description(kind.ClrType);
        _spec = fields.Single(field => field.Name == "spec");
        _status = fields.SingleOrDefault(field => field.Name == "status");
        Manifest = ManifestSchema.Manifest([kind.Type.Kind], _spec);
        Stored = ManifestSchema.Stored(_spec);
    }

    /// <summary>A manifest whose kind is not known: everything but <c>spec</c> is checked.</summary>
    public static SchemaNode UnknownKind { get; } =
        ManifestSchema.Manifest([.. ResourceKinds.All.Select(kind => kind.Type.Kind)], new SchemaProperty("spec", new SchemaNode.Any(), false, null, ""));

    public ResourceKind Kind { get; }

    public string Description { get; }

    public SchemaNode Spec => _spec.Node;

    /// <summary>Null for a kind without status.</summary>
    public SchemaNode? Status => _status?.Node;

    public bool IsSpecRequired => _spec.IsRequired;

    /// <summary>What an author may write: no <c>status</c>, and only the metadata that is an author's to give.</summary>
    public SchemaNode Manifest { get; }

    /// <summary>What the API server sends: its own metadata and <c>status</c> are not looked at.</summary>
    public SchemaNode Stored { get; }

    public static KindSchema Of(ResourceKind kind) => Known.GetOrAdd(kind.Type.Kind, static (_, kind) => new KindSchema(kind), kind);
}
