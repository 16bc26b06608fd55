using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Platform.Rules.Topics;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// JSON of a request → resource. The one place where structure is checked, with the words that files are checked with: the API server
/// has held the object against the schema before it asks us, so what fails here was sent by someone else, or the schema in the
/// cluster is older than we are.
/// </summary>
internal static class ResourceReader
{
    public const string RuleId = "SCHEMA";

    // Null in a field that has no null would reach rules that rely on it.
    private static readonly JsonSerializerOptions Options = Create();

    /// <summary>The resource, and the violations of its structure: null when they are such that nothing can be read.</summary>
    public static (Resource? Resource, ImmutableArray<Violation> Violations) Read(ResourceKind kind, ReviewRequest request, JsonElement json)
    {
        try
        {
            var problems = Check(kind, json);
            if (TryRead(kind, json, out var failure) is { } resource)
                return (Named(resource, kind, request), problems);
            return (null, problems.IsEmpty ? [Refusal(failure, "does not fit the schema of the kind")] : problems);
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that a string is no UTF-16: a lone surrogate.
            return (null, [Refusal("", "holds text that is not Unicode")]);
        }
    }

    private static Resource? TryRead(ResourceKind kind, JsonElement json, out string failure)
    {
        failure = "";
        try
        {
            return (Resource?)json.Deserialize(kind.ClrType, Options);
        }
        catch (JsonException exception)
        {
            failure = exception.Path ?? "";
            return null;
        }
    }

    /// <summary>A setting that is no scalar has a rule of its own; it would only be said twice.</summary>
    private static ImmutableArray<Violation> Check(ResourceKind kind, JsonElement json)
    {
        var scalars = ScalarSettings.Check(json).ToImmutableArray();
        var structure = JsonManifest.Check(kind, json).Where(violation => !scalars.Any(scalar => scalar.Path.Equals(violation.Path)));
        return [.. scalars, .. structure];
    }

    /// <summary>The request says kind and namespace for sure; an object need not.</summary>
    private static Resource Named(Resource resource, ResourceKind kind, ReviewRequest request) => resource with
    {
        Kind = kind.Type.Kind,
        Metadata = resource.Metadata with { Namespace = resource.Metadata.Namespace.Length > 0 ? resource.Metadata.Namespace : request.Namespace },
    };

    private static Violation Refusal(string path, string detail) => new(RuleId, Severity.Deny, JsonFieldPath.Parse(path), FieldErrorType.Invalid, null, detail);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(ResourceJson.Options) { RespectNullableAnnotations = true, MaxDepth = AdmissionReviewer.MaximumDepth };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
