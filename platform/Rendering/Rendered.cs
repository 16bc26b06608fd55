using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using k8s;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>A typed Kubernetes model → the JSON that is applied.</summary>
internal static class Rendered
{
    public static KubeObject Object<T>(ResourceType type, T model) => KubeObject.Of(type, JsonSerializer.Deserialize<JsonElement>(KubernetesJson.Serialize(model)));
}
