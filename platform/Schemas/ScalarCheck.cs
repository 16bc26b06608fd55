using System.Diagnostics;
using System.Text.Json;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>Checks one value that is no object, map or list.</summary>
internal static class ScalarCheck
{
    /// <summary>The first thing that does not fit, or null.</summary>
    public static Violation? Of(SchemaNode schema, JsonElement json, FieldPath path) => schema switch
    {
        SchemaNode.Text text => json.ValueKind == JsonValueKind.String ? Text(text, json.GetString()!, path) : WrongType(schema, json, path),
        SchemaNode.Integer integer => json.ValueKind == JsonValueKind.Number ? Integer(integer, json, path) : WrongType(schema, json, path),
        SchemaNode.Number number => json.ValueKind == JsonValueKind.Number ? Number(number, json, path) : WrongType(schema, json, path),
        SchemaNode.Flag => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : WrongType(schema, json, path),
        SchemaNode.Amount amount => json.ValueKind == JsonValueKind.String || IsInteger(json) ? Amount(amount, json, path) : WrongType(schema, json, path),
        SchemaNode.Setting => json.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? null : WrongType(schema, json, path),
        SchemaNode.Time => json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out _) ? null : WrongType(schema, json, path),
        _ => throw new UnreachableException(),
    };

    public static Violation WrongType(SchemaNode schema, JsonElement json, FieldPath path) =>
        Bad(SchemaRules.WrongType, path, SchemaWords.Found(json), $"must be {SchemaWords.Expected(schema)}{Remedy(schema, json)}");

    private static string Remedy(SchemaNode schema, JsonElement json) => (schema, json.ValueKind) switch
    {
        (_, JsonValueKind.Null) => "; give a value or remove the field",
        (SchemaNode.Text { Allowed.IsEmpty: true }, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) => $"; quote it: \"{json.GetRawText()}\"",
        (SchemaNode.Amount, JsonValueKind.Number) => $"; quote it: \"{json.GetRawText()}\"",
        (SchemaNode.Integer, JsonValueKind.String) when long.TryParse(json.GetString(), out _) => "; remove the quotes",
        (SchemaNode.Flag, JsonValueKind.String) when bool.TryParse(json.GetString(), out _) => "; remove the quotes",
        _ => "",
    };

    private static Violation? Text(SchemaNode.Text schema, string text, FieldPath path) => text switch
    {
        _ when !schema.Allowed.IsEmpty && !schema.Allowed.Contains(text) => NotAllowed(schema, text, path),
        _ when Length(text) > schema.Length.Max => new Violation(
            SchemaRules.Length, Severity.Deny, path, FieldErrorType.TooLong, SchemaWords.Quoted(text), $"must have at most {schema.Length.Max} characters"),
        _ when Length(text) < schema.Length.Min => Bad(
            SchemaRules.Length, path, SchemaWords.Quoted(text), schema.Length.Min == 1 ? "must not be empty" : $"must have at least {schema.Length.Min} characters"),
        _ when schema.Pattern is { } pattern && !pattern.IsMatch(text) => Bad(SchemaRules.Pattern, path, SchemaWords.Quoted(text), pattern.Hint),
        _ => null,
    };

    private static Violation NotAllowed(SchemaNode.Text schema, string text, FieldPath path)
    {
        var near = schema.Allowed.Length > 1 && Nearest.To(text, schema.Allowed) is { } found ? $"; did you mean \"{found}\"?" : "";
        return new Violation(SchemaRules.NotAllowed, Severity.Deny, path, FieldErrorType.NotSupported, SchemaWords.Quoted(text), $"must be {SchemaWords.OneOf(schema.Allowed)}{near}");
    }

    private static Violation? Integer(SchemaNode.Integer schema, JsonElement json, FieldPath path) =>
        json.TryGetInt64(out var value)
            ? Range(schema.Bits == 32 ? Within32Bits(schema.Range) : schema.Range, value, json, path)
            : WrongType(schema, json, path);

    private static Bounds Within32Bits(Bounds range) => new(range.Min ?? int.MinValue, range.Max ?? int.MaxValue);

    /// <summary>The API server takes a quantity that is no string only as an integer: <c>x-kubernetes-int-or-string</c>.</summary>
    private static bool IsInteger(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _);

    private static Violation? Number(SchemaNode.Number schema, JsonElement json, FieldPath path) =>
        json.TryGetDecimal(out var value) ? Range(schema.Range, value, json, path) : WrongType(schema, json, path);

    private static Violation? Range(Bounds range, decimal value, JsonElement json, FieldPath path) =>
        value < range.Min ? Bad(SchemaRules.OutOfRange, path, SchemaWords.Found(json), $"must be at least {range.Min}")
        : value > range.Max ? Bad(SchemaRules.OutOfRange, path, SchemaWords.Found(json), $"must be at most {range.Max}")
        : null;

    private static Violation? Amount(SchemaNode.Amount schema, JsonElement json, FieldPath path)
    {
        var text = json.ToString();
        return text.Length > schema.MaxLength
            ? new Violation(SchemaRules.Length, Severity.Deny, path, FieldErrorType.TooLong, SchemaWords.Found(json), $"must have at most {schema.MaxLength} characters")
            : Quantity.TryParse(text, out _) ? null : Bad(SchemaRules.Quantity, path, SchemaWords.Found(json), $"must be {SchemaWords.Expected(schema)}");
    }

    /// <summary>In code points: what the API server counts.</summary>
    private static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static Violation Bad(string rule, FieldPath path, string found, string detail) => new(rule, Severity.Deny, path, FieldErrorType.Invalid, found, detail);
}
