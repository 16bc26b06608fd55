using System.Text.Json;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-27 on JSON: a setting that is an array, an object or null cannot even be read as a resource.</summary>
public static class ScalarSettings
{
    /// <summary>The violations of <c>spec.config</c>; none where there is no such object.</summary>
    public static IEnumerable<Violation> Check(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("spec", out var spec)
        && spec.ValueKind == JsonValueKind.Object && spec.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object
            ? config.EnumerateObject().Select(Check).OfType<Violation>()
            : [];

    internal static Finding Refusal(string name, string found) => Finding.Invalid(Settings.Path(name), Print.Value(found), "must be a string, number or boolean");

    private static Violation? Check(JsonProperty setting) => setting.Value.ValueKind switch
    {
        JsonValueKind.Array => Violation(setting.Name, "array"),
        JsonValueKind.Object => Violation(setting.Name, "object"),
        JsonValueKind.Null => Violation(setting.Name, "null"),
        _ => null,
    };

    private static Violation Violation(string name, string found)
    {
        var finding = Refusal(name, found);
        return new Violation("KT-27", Severity.Deny, finding.Path, finding.Type, finding.Found, finding.Detail);
    }
}
