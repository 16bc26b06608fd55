using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Kubernetes events for <c>kubectl describe</c>. They expire after an hour and may be lost: the trail is on the bus.
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/.
/// </summary>
internal sealed class KubernetesEvents(IKubernetesApi kubernetes, TimeProvider time, WorkerName worker, ILogger<KubernetesEvents> logger)
{
    /// <summary>The API's limit for a message.</summary>
    private const int LongestMessage = 1024;

    /// <param name="about">Null when the object is not there; then there is nothing to attach the event to.</param>
    public async Task RecordAsync(KubeObject? about, string reason, string message, bool isWarning, CancellationToken cancellationToken)
    {
        if (about is null)
            return;
        try
        {
            await kubernetes.CreateAsync(KubeObject.Of(ResourceType.Events, Event(about, reason, message, isWarning)), cancellationToken);
        }
        catch (KubernetesApiException exception)
        {
            logger.KubernetesEventLost(exception, reason);
        }
    }

    private JsonObject Event(KubeObject about, string reason, string message, bool isWarning)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ");
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = "", ["generateName"] = $"{about.Key.Name}.", ["namespace"] = about.Key.Namespace },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = about.Key.Type.ApiVersion,
                ["kind"] = about.Key.Type.Kind,
                ["namespace"] = about.Key.Namespace,
                ["name"] = about.Key.Name,
                ["uid"] = about.Uid,
            },
            ["type"] = isWarning ? "Warning" : "Normal",
            ["reason"] = reason,
            ["message"] = message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…",
            ["source"] = new JsonObject { ["component"] = "gitopskafka-worker", ["host"] = worker.Value },
            ["reportingComponent"] = Marks.Prefix + "worker",
            ["reportingInstance"] = worker.Value,
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
        };
    }
}
