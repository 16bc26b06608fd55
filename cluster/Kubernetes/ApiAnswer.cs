using System.Net;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>What the API server answered, read whole. Immutable.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, byte[] Body)
{
    private const int LongestMessage = 500;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <exception cref="KubernetesApiException">The server refused.</exception>
    public ApiAnswer OrThrow() => IsSuccess ? this : throw ToException();

    public KubeObject ToObject(ResourceType type) => KubeObject.Of(type, ApiVersions.Rewritten(JsonElement.Parse(Body), type));

    /// <summary>
    /// The server knows the type and says that this object of it does not exist. Other 404s (no such type, no such namespace) name no
    /// object or another one.
    /// </summary>
    public bool IsNoSuchObject(string name) =>
        Status == HttpStatusCode.NotFound && ReadStatus() is { } status && Text(status, "reason") == "NotFound"
        && status.TryGetProperty("details", out var details) && Text(details, "name") == name;

    public KubernetesApiException ToException() => ReadStatus() is { } status ? FromStatus(status, Status) : FromText();

    /// <summary>Reads a <c>Status</c> object, the body of every refusal and of ERROR lines in a watch.</summary>
    public static KubernetesApiException FromStatus(JsonElement status, HttpStatusCode otherwise)
    {
        var code = status.TryGetProperty("code", out var found) && found.TryGetInt32(out var number) ? (HttpStatusCode)number : otherwise;
        return new KubernetesApiException(code, Text(status, "reason") ?? code.ToString(), Text(status, "message") ?? $"the server answered {(int)code}");
    }

    private KubernetesApiException FromText()
    {
        var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, LongestMessage))).Trim();
        return new KubernetesApiException(Status, Status.ToString(), $"the server answered {(int)Status}: {text}");
    }

    private JsonElement? ReadStatus()
    {
        try
        {
            var json = JsonElement.Parse(Body);
            return Text(json, "kind") == "Status" ? json : null;
        }
        catch (JsonException)
        {
            // A proxy or the server's mux answers in plain text: the text is the message.
            return null;
        }
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
