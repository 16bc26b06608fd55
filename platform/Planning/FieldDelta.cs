using System.Text.Json;

namespace GitOpsKafka.Platform.Planning;

/// <summary>One field that differs. Null means absent. Immutable.</summary>
/// <param name="Path">As in field errors: <c>spec.brokers.replicas</c>; list entries by their key: <c>…containers[name=kafka].image</c>.</param>
public sealed record FieldDelta(string Path, JsonElement? Before, JsonElement? After)
{
    public override string ToString() => $"{Path}: {Show(Before)} → {Show(After)}";

    private static string Show(JsonElement? value) => value is { } present ? present.GetRawText() : "absent";
}
