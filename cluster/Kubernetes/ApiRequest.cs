using System.Net.Http.Headers;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>One request to the API server, before it is sent. Immutable.</summary>
/// <param name="Verb">As Kubernetes names it in audit logs and RBAC: get, list, watch, patch …</param>
/// <param name="Path">Path and query, relative to the server's address.</param>
internal sealed record ApiRequest(string Verb, HttpMethod Method, ResourceType Type, string Path)
{
    public const string Json = "application/json";

    /// <summary>YAML by name; JSON is YAML.</summary>
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>RFC 7386.</summary>
    public const string MergePatch = "application/merge-patch+json";

    public byte[]? Body { get; init; }

    public string MediaType { get; init; } = Json;

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative)) { Content = Body is null ? null : new ByteArrayContent(Body) };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        if (message.Content is { } content)
            content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        return message;
    }
}
