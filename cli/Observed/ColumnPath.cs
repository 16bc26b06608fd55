using System.Text.Json;
using System.Text.RegularExpressions;

namespace GitOpsKafka.Cli.Observed;

/// <summary>
/// The part of JSONPath that printer columns use: <c>.spec.version</c> and <c>.status.conditions[?(@.type=="Ready")].status</c>. Pure.
/// Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/.
/// </summary>
internal static partial class ColumnPath
{
    /// <summary>The value as text; empty where there is none.</summary>
    public static string Read(JsonElement json, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            json = step.Groups["name"].Success ? Property(json, step.Groups["name"].Value) : Entry(json, step.Groups["key"].Value, step.Groups["value"].Value);
            if (json.ValueKind == JsonValueKind.Undefined)
                return "";
        }

        return json.ToString();
    }

    private static JsonElement Property(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static JsonElement Entry(JsonElement json, string key, string value) => json.ValueKind == JsonValueKind.Array
        ? json.EnumerateArray().FirstOrDefault(entry => Property(entry, key) is { ValueKind: JsonValueKind.String } found && found.ValueEquals(value))
        : default;

    [GeneratedRegex("""\.(?<name>[A-Za-z0-9_-]+)|\[\?\(@\.(?<key>[A-Za-z0-9_-]+)=="(?<value>[^"]*)"\)\]""")]
    private static partial Regex Step();
}
