using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Nodes;

/// <summary>Annotates a pod with what <see cref="MissingFacts"/> says.</summary>
internal sealed class NodeFactsWriter(IKubernetesApi kubernetes, ILogger<NodeFactsWriter> logger)
{
    /// <summary>Not the manager of what we apply from Git: an annotation of one must not take away that of the other.</summary>
    private static readonly ApplyOptions Options = new(Marks.NodeManager);

    private readonly WaitReasons _racks = new();

    /// <returns>False when the node has no rack: its pod keeps waiting, and so it is asked again.</returns>
    public async Task<bool> WriteAsync(MissingFacts missing, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject();
        if (missing.TopologyKey is { } label && await RackAsync(missing, label, cancellationToken) is { } rack)
            annotations[NodeFacts.Rack] = rack;
        else if (Stored(missing, NodeFacts.Rack) is { } known)
            annotations[NodeFacts.Rack] = known;
        if ((missing.Advertised ?? Stored(missing, NodeFacts.Advertised)) is { } addresses)
            annotations[NodeFacts.Advertised] = addresses;
        if (annotations.Count > 0)
            await kubernetes.ApplyAsync(KubeObject.Of(ResourceType.Pods, Patch(missing.Pod, annotations)), Options, cancellationToken);
        return missing.TopologyKey is null || annotations.ContainsKey(NodeFacts.Rack);
    }

    private async Task<string?> RackAsync(MissingFacts missing, string label, CancellationToken cancellationToken)
    {
        var node = await kubernetes.GetAsync(new ObjectKey(ResourceType.Nodes, "", missing.NodeName), cancellationToken);
        if (node?.Label(label) is { Length: > 0 } rack)
        {
            _racks.Forget(missing.Pod);
            return rack;
        }

        if (_racks.IsNew(missing.Pod, $"{missing.NodeName} {label}"))
            logger.NodeHasNoRack(missing.Pod.Key.ToString(), missing.NodeName, label);
        return null;
    }

    // What this manager applied before and leaves out now would be taken away.
    private static string? Stored(MissingFacts missing, string annotation) => missing.Pod.Annotation(annotation);

    // With its uid: the next pod of that name may run elsewhere.
    private static JsonObject Patch(KubeObject pod, JsonObject annotations) => new()
    {
        ["apiVersion"] = ResourceType.Pods.ApiVersion,
        ["kind"] = ResourceType.Pods.Kind,
        ["metadata"] = new JsonObject { ["name"] = pod.Key.Name, ["namespace"] = pod.Key.Namespace, ["uid"] = pod.Uid, ["annotations"] = annotations },
    };
}
