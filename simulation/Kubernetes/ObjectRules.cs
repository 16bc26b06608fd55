using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// What the API server asks of every object: names and labels.
/// Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/validation/validation.go.
/// </summary>
internal static partial class ObjectRules
{
    private const string LabelForm = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    public static IEnumerable<string> Check(ObjectKey key, JsonObject metadata)
    {
        if (key.Name.Length > 253 || !Subdomain().IsMatch(key.Name))
            yield return $"metadata.name: Invalid value: \"{key.Name}\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
        else if (key.Type == ResourceType.Services && (key.Name.Length > 63 || !ServiceName().IsMatch(key.Name)))
            yield return $"metadata.name: Invalid value: \"{key.Name}\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
        foreach (var (name, value) in metadata["labels"] as JsonObject ?? [])
        {
            var text = metadata.Object("labels").Text(name);
            if (text is null || text.Length > 63)
                yield return $"metadata.labels: Invalid value: {value?.ToJsonString() ?? "null"}: must be no more than 63 characters";
            else if (!LabelValue().IsMatch(text))
                yield return $"metadata.labels: Invalid value: \"{text}\": {LabelForm}";
        }
    }

    /// <summary>An object on its way out is held by nothing new. Source: ValidateObjectMetaUpdate in validation/objectmeta.go.</summary>
    public static IEnumerable<string> CheckFinalizers(KubeObject? live, JsonObject metadata)
    {
        if (live is { IsTerminating: true } && metadata["finalizers"] is JsonArray names && names.Select(name => name!.GetValue<string>()).Where(name => !live.HasFinalizer(name)).ToArray() is { Length: > 0 } added)
            yield return $"metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers [{string.Join(", ", added.Select(name => $"\"{name}\""))}]";
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex ServiceName();

    [GeneratedRegex("^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    private static partial Regex LabelValue();
}
