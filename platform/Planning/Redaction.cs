using System.Text.Json;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Takes values that may be secrets out of what people see: it still shows that they changed. Pure.</summary>
internal static class Redaction
{
    private const string Hidden = "<redacted>";

    private static readonly JsonElement HiddenJson = JsonSerializer.SerializeToElement(Hidden);

    public static FieldDelta Of(FieldDelta delta) => IsSecretPath(delta.Path)
        ? delta with { Before = delta.Before is null ? null : HiddenJson, After = delta.After is null ? null : HiddenJson }
        : delta with { Before = Of(delta.Before), After = Of(delta.After) };

    /// <summary>Everything in an object of kind Secret, and settings that hold secrets.</summary>
    private static bool IsSecretPath(string path) => path.StartsWith("Secret/", StringComparison.Ordinal) || IsSecretStep(path);

    /// <summary>The last step of the path: <c>ssl.key.password</c> of <c>spec.config[ssl.key.password]</c>.</summary>
    private static bool IsSecretStep(string path) => path.EndsWith(']') && path.LastIndexOf('[') is >= 0 and var open
        ? SecretSettings.IsSecret(path[(open + 1)..^1])
        : SecretSettings.IsSecret(path[(path.LastIndexOf('.') + 1)..]);

    /// <summary>A file of settings, as the server.properties in a ConfigMap, is shown line by line.</summary>
    private static JsonElement? Of(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && text.GetString() is { } lines && lines.Contains('\n')
            ? JsonSerializer.SerializeToElement(string.Join('\n', lines.Split('\n').Select(Line)))
            : value;

    private static string Line(string line) =>
        line.IndexOf('=') is > 0 and var equals && SecretSettings.IsSecret(line[..equals]) ? $"{line[..equals]}={Hidden}" : line;
}
