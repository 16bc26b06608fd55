using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Source: https://www.rfc-editor.org/rfc/rfc7386.</summary>
internal static class JsonMergePatch
{
    /// <param name="target">Changed in place.</param>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is not JsonObject below)
                target[name] = value.DeepClone();
            else
                Apply(Child(target, name), below);
        }
    }

    private static JsonObject Child(JsonObject target, string name)
    {
        if (target[name] is not JsonObject child)
            target[name] = child = [];
        return child;
    }
}
