using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Writes the status of a resource when it differs from the stored one.</summary>
internal sealed class StatusWriter(IKubernetesApi kubernetes, TimeProvider time)
{
    private static readonly ApplyOptions Options = new(Marks.StatusManager);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Nothing happens when the resource is gone.</summary>
    public async Task WriteAsync<T>(ObjectKey key, Func<KubeObject, T> status, CancellationToken cancellationToken)
    {
        if (await kubernetes.GetAsync(key, cancellationToken) is { } live)
            await WriteAsync(live, status(live), cancellationToken);
    }

    /// <returns>False when the stored status was the same.</returns>
    public async Task<bool> WriteAsync<T>(KubeObject live, T status, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToElement(status, ResourceJson.Options);
        if (live.At("status") is { } stored && JsonElement.DeepEquals(stored, json))
            return false;
        var desired = new JsonObject
        {
            ["apiVersion"] = live.Key.Type.ApiVersion,
            ["kind"] = live.Key.Type.Kind,
            ["metadata"] = new JsonObject { ["name"] = live.Key.Name, ["namespace"] = live.Key.Namespace },
            ["status"] = JsonObject.Create(json),
        };
        await kubernetes.ApplyStatusAsync(KubeObject.Of(live.Key.Type, desired), Options, cancellationToken);
        return true;
    }
}
