using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// Holds a KafkaCluster that is being deleted until it is torn down in order.
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/.
/// </summary>
public static class TeardownFinalizer
{
    public static bool IsOn(KubeObject live) => live.HasFinalizer(Marks.TeardownFinalizer);

    internal static KubeObject AddTo(KubeObject manifest)
    {
        if (manifest.Key.Type.Kind != KafkaCluster.KindName || IsOn(manifest))
            return manifest;
        var json = manifest.ToNode();
        var metadata = json["metadata"]!.AsObject();
        if (metadata["finalizers"] is JsonArray finalizers)
            finalizers.Add(Marks.TeardownFinalizer);
        else
            metadata["finalizers"] = new JsonArray(Marks.TeardownFinalizer);
        return KubeObject.Of(manifest.Key.Type, json);
    }
}
