using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>One walk over a value and its schema, collecting violations. Not thread-safe; lives for one check.</summary>
internal sealed class SchemaWalk
{
    /// <summary>How many fields are listed when an unknown one resembles none.</summary>
    private const int ListedFields = 16;

    private readonly ImmutableArray<Violation>.Builder _violations = ImmutableArray.CreateBuilder<Violation>();

    public ImmutableArray<Violation> ToViolations() => _violations.ToImmutable();

    public void Visit(SchemaNode schema, JsonElement json, FieldPath path)
    {
        switch (schema)
        {
            case SchemaNode.Any:
            case SchemaNode.Free when json.ValueKind == JsonValueKind.Object:
                break;
            case SchemaNode.Refused refused:
                Add(SchemaRules.NotForAuthors, path, FieldErrorType.Forbidden, null, refused.Reason);
                break;
            case SchemaNode.Object fields when json.ValueKind == JsonValueKind.Object:
                VisitObject(fields, json, path);
                break;
            case SchemaNode.Map map when json.ValueKind == JsonValueKind.Object:
                VisitMap(map, json, path);
                break;
            case SchemaNode.List list when json.ValueKind == JsonValueKind.Array:
                VisitList(list, json, path);
                break;
            case SchemaNode.Object or SchemaNode.Map or SchemaNode.List or SchemaNode.Free:
                WrongType(schema, json, path);
                break;
            default:
                if (ScalarCheck.Of(schema, json, path) is { } violation)
                    _violations.Add(violation);
                break;
        }
    }

    private void VisitObject(SchemaNode.Object schema, JsonElement json, FieldPath path)
    {
        foreach (var field in json.EnumerateObject())
        {
            if (schema.Find(field.Name) is { } known)
                Visit(known.Node, field.Value, path.Field(field.Name));
            else
                Add(SchemaRules.UnknownField, path.Field(field.Name), FieldErrorType.Forbidden, null, UnknownField(schema, field.Name));
        }

        foreach (var property in schema.Properties)
        {
            if (property.IsRequired && !json.TryGetProperty(property.Name, out _))
                Add(SchemaRules.Required, path.Field(property.Name), FieldErrorType.Required, null, $"give {SchemaWords.Expected(property.Node)}");
        }
    }

    private static string UnknownField(SchemaNode.Object schema, string name)
    {
        var known = schema.Properties.Where(property => property.Node is not SchemaNode.Refused).Select(property => property.Name).ToArray();
        return $"unknown field {SchemaWords.Quoted(name)}; " + (Nearest.To(name, known) is { } near
            ? $"did you mean \"{near}\"?"
            : $"known fields are {string.Join(", ", known.Take(ListedFields))}{(known.Length > ListedFields ? ", …" : "")}");
    }

    private void VisitMap(SchemaNode.Map schema, JsonElement json, FieldPath path)
    {
        CheckCount(schema.Count, json.GetPropertyCount(), path);
        foreach (var entry in json.EnumerateObject())
            Visit(schema.Values, entry.Value, path.Key(entry.Name));
    }

    private void VisitList(SchemaNode.List schema, JsonElement json, FieldPath path)
    {
        CheckCount(schema.Count, json.GetArrayLength(), path);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            var place = path.Index(index++);
            Visit(schema.Items, item, place);
            if (schema.Key is { } key && item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out var value) && !keys.Add(value.ToString()))
                Add(SchemaRules.DuplicateItem, place.Field(key), FieldErrorType.Duplicate, SchemaWords.Found(value), $"each entry of {path} needs its own {key}");
        }
    }

    private void CheckCount(Bounds bounds, int count, FieldPath path)
    {
        if (count > bounds.Max)
            Add(SchemaRules.Length, path, FieldErrorType.TooMany, $"{count}", $"must have at most {bounds.Max} {Entries(bounds.Max)}");
        else if (count < bounds.Min)
            Add(SchemaRules.Length, path, FieldErrorType.Invalid, $"{count} {Entries(count)}", $"must have at least {bounds.Min} {Entries(bounds.Min)}");
    }

    private static string Entries(decimal? count) => count == 1 ? "entry" : "entries";

    private void WrongType(SchemaNode schema, JsonElement json, FieldPath path) => _violations.Add(ScalarCheck.WrongType(schema, json, path));

    private void Add(string rule, FieldPath path, FieldErrorType type, string? found, string detail) =>
        _violations.Add(new Violation(rule, Severity.Deny, path, type, found, detail));
}
