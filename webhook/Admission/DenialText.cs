using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// The message of a refusal, as the API server writes its own:
/// <c>KafkaTopic.gitopskafka.io "orders" is invalid: spec.partitions: Invalid value: 0: must be at least 1 [KT-07]</c>.
/// Source: NewInvalid in https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go.
/// </summary>
internal static class DenialText
{
    public static string Of(ReviewRequest request, string name, ImmutableArray<Violation> denials)
    {
        var kind = request.Group.Length == 0 ? request.Kind : $"{request.Kind}.{request.Group}";
        return $"{kind} \"{name}\" is invalid: {Aggregate(denials)}";
    }

    public static string NameOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : "";

    private static string Aggregate(ImmutableArray<Violation> denials)
    {
        if (denials.Length == 1)
            return denials[0].ToString();
        var listed = denials.Take(ResponseWriter.MostCauses).Select(denial => denial.ToString());
        var rest = denials.Length - ResponseWriter.MostCauses;
        return $"[{string.Join(", ", rest > 0 ? listed.Append($"and {rest} more") : listed)}]";
    }
}
