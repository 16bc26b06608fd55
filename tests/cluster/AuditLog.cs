using System.Text;
using System.Text.Json;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// What the service accounts of the namespace <c>gitopskafka</c> asked of an API server, as its audit log has it: every request once it is
/// answered, and watches also while they last. Thread-safe.
/// Source: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/.
/// </summary>
/// <param name="path">The file that the API server writes, each entry before the answer is sent.</param>
public sealed class AuditLog(string path)
{
    /// <summary>Metadata alone: bodies hold Secrets. What others ask is left out.</summary>
    internal const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
          - {level: Metadata, userGroups: ["system:serviceaccounts:gitopskafka"]}
          - {level: None}

        """;

    /// <summary>All entries so far, oldest first; requests that are not for a resource, such as discovery, are left out.</summary>
    public IReadOnlyList<AuditEntry> Read()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        // What follows the last line break is still being written.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<AuditEntry>()];
    }

    private static AuditEntry? Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var entry = document.RootElement;
        return entry.TryGetProperty("objectRef", out var target)
            ? new AuditEntry(
                Text(entry.GetProperty("user"), "username"), Text(entry, "verb"), Text(target, "apiGroup"), Text(target, "resource"), Text(target, "subresource"),
                Text(entry, "requestURI"), entry.TryGetProperty("responseStatus", out var status) && status.TryGetProperty("code", out var code) ? code.GetInt32() : 0)
            : null;
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
