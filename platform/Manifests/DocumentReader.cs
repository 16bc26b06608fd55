using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>One document → one resource, if it fits its kind. Not thread-safe; lives for one file.</summary>
internal sealed class DocumentReader(string file, ManifestLimits limits, ManifestErrorList errors)
{
    /// <summary>Texts stay readable in plans and events; they go into JSON only, never into HTML.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Null for an empty document, and after an error.</summary>
    public DesiredResource? Read(ManifestNode root)
    {
        if (root is ManifestNode.Scalar { Kind: ScalarKind.Null })
            return null;
        if (root is ManifestNode.Map map)
            return Read(map);
        errors.Add(root.Position, SchemaRules.WrongType, "a manifest must be an object with apiVersion, kind, metadata and spec");
        return null;
    }

    private DesiredResource? Read(ManifestNode.Map root)
    {
        var kind = root.Find("kind")?.Value is ManifestNode.Scalar { Kind: ScalarKind.Text } name ? ResourceKinds.Find(name.Text) : null;
        var json = ToJson(WithNamespace(root));
        var violations = SchemaCheck.Check(kind is null ? KindSchema.UnknownKind : KindSchema.Of(kind).Manifest, json);
        foreach (var violation in violations)
            errors.Add(root.PositionOf(violation.Path), violation.RuleId, ManifestErrors.Message(violation), violation.Path);
        return kind is null || !violations.IsEmpty ? null : DesiredResource.FromManifest(KubeObject.Of(kind.Type, json), $"{file}:{root.Position.Line}");
    }

    private ManifestNode.Map WithNamespace(ManifestNode.Map root)
    {
        if (limits.DefaultNamespace is not { } name || root.Find("metadata") is not { Value: ManifestNode.Map metadata } entry || metadata.Find("namespace") is not null)
            return root;
        var filled = new ManifestEntry("namespace", metadata.Position, new ManifestNode.Scalar(metadata.Position, ScalarKind.Text, name));
        return new ManifestNode.Map(root.Position, root.Entries.Replace(entry, entry with { Value = new ManifestNode.Map(metadata.Position, metadata.Entries.Add(filled)) }));
    }

    private JsonElement ToJson(ManifestNode root)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, Readable))
            root.WriteTo(writer);
        return JsonElement.Parse(_buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = limits.MaxDepth + 1 });
    }
}
