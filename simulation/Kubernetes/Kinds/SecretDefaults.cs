using System.Text;
using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>What the API server does to a Secret: a type, and <c>stringData</c> moved into <c>data</c>.</summary>
internal static class SecretDefaults
{
    public static void Fill(JsonObject json)
    {
        json.Put("type", "Opaque");
        if (json["stringData"] is not JsonObject plain)
            return;
        foreach (var (name, value) in plain)
            json.Object("data")[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.GetValue<string>() ?? ""));
        json.Remove("stringData");
    }
}
