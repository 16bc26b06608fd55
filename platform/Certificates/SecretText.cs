using System.Text;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Reads the data of a Secret. Pure.</summary>
internal static class SecretText
{
    /// <returns>Null where there is no such entry, or none in base64.</returns>
    public static string? Of(KubeObject? secret, string file)
    {
        var encoded = secret?.At("data", file) is { ValueKind: System.Text.Json.JsonValueKind.String } value ? value.GetString() : null;
        var bytes = new byte[encoded?.Length ?? 0];
        return encoded is not null && Convert.TryFromBase64String(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    public static PrivateKeyPem? Key(KubeObject? secret, string file) => Of(secret, file) is { } pem ? new PrivateKeyPem(pem) : null;
}
