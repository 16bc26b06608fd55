using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>Compares a value with its schema and reports everything that does not fit. JSON without violations can be read as its C# type.</summary>
public static class SchemaCheck
{
    /// <summary>All violations in document order, each with an id of <see cref="SchemaRules"/>; empty when the value fits.</summary>
    /// <param name="json">Without duplicate properties.</param>
    public static ImmutableArray<Violation> Check(SchemaNode schema, JsonElement json) => Check(schema, json, FieldPath.Root);

    public static ImmutableArray<Violation> Check(SchemaNode schema, JsonElement json, FieldPath path)
    {
        var walk = new SchemaWalk();
        walk.Visit(schema, json, path);
        return walk.ToViolations();
    }
}
