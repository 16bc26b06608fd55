using System.Text.Json;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>Looks into the body of a hook for what was pushed.</summary>
internal static class PushedBranch
{
    private const string Heads = "refs/heads/";

    /// <summary>
    /// True only when the body says plainly that something else than the branch was pushed: <c>ref</c> (refs/heads/main) or
    /// <c>branch</c> (main) at the top of a JSON object. A body in another form may mean our branch: waking for nothing is cheap.
    /// </summary>
    public static bool IsOther(ReadOnlyMemory<byte> body, string branch)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Text(json, "ref") is { } reference ? reference != Heads + branch && reference != branch
                : Text(json, "branch") is { } name && name != branch && name != Heads + branch;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
