using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>
/// Annotates pods that must restart for their certificates: the planner finds them then as it finds those with old settings, and they are
/// restarted in order, one at a time. The next pod of the name has no such annotation. Thread-safe.
/// </summary>
internal sealed class CertificateRestartMarks(IKubernetesApi kubernetes, ILogger<CertificateRestartMarks> logger)
{
    public const string Reason = "the certificate it was started with";

    private static readonly ApplyOptions Options = new(Marks.CertificateManager);

    /// <param name="pods">Those that must restart.</param>
    /// <param name="observed">With pods.</param>
    public async Task MarkAsync(ResourceKey cluster, ImmutableArray<string> pods, ObservedState observed, CancellationToken cancellationToken)
    {
        foreach (var name in pods)
        {
            if (observed.Find(new ObjectKey(ResourceType.Pods, cluster.Namespace, name)) is not { } pod || pod.Annotation(NodeAnnotations.RestartFor) is not null)
                continue;
            await kubernetes.ApplyAsync(KubeObject.Of(ResourceType.Pods, Patch(pod)), Options, cancellationToken);
            logger.CertificateRestartMarked(name, cluster);
        }
    }

    // With its uid: the next pod of that name has read what is stored.
    private static JsonObject Patch(KubeObject pod) => new()
    {
        ["apiVersion"] = ResourceType.Pods.ApiVersion,
        ["kind"] = ResourceType.Pods.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = pod.Key.Name,
            ["namespace"] = pod.Key.Namespace,
            ["uid"] = pod.Uid,
            ["annotations"] = new JsonObject { [NodeAnnotations.RestartFor] = Reason },
        },
    };
}
