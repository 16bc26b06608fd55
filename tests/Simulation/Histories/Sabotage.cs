using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>What is broken on purpose, to prove that the histories would notice.</summary>
internal enum Sabotage
{
    None,

    /// <summary>The publisher drops every fourth outcome.</summary>
    LostOutcome,

    /// <summary>The worker neither hears that a newer change waits nor sees that the stored resource came from a newer commit.</summary>
    NoSequenceCheck,
}

internal sealed class LossyPublisher(IEventPublisher inner) : IEventPublisher
{
    private int _outcomes;

    public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken) =>
        inner.PublishAsync([.. events.Where(published => SealedBus.OutcomeOf(published) is null || ++_outcomes % 4 != 0)], cancellationToken);
}

internal sealed class ForgetfulKubernetes(IKubernetesApi inner) : IKubernetesApi
{
    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) =>
        inner.ListAsync(type, @namespace, labelSelector, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        inner.WatchAsync(type, @namespace, labelSelector, resourceVersion, cancellationToken);

    public async Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (await inner.GetAsync(key, cancellationToken) is not { } live)
            return null;
        var json = live.ToNode();
        (json["metadata"]!["annotations"] as JsonObject)?.Remove(Marks.Sequence);
        return KubeObject.Of(key.Type, json);
    }

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => inner.ApplyAsync(desired, options, cancellationToken);

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => inner.ApplyStatusAsync(desired, options, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => inner.DeleteAsync(key, uid, cancellationToken);

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) => inner.DeleteAloneAsync(key, uid, cancellationToken);

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) => inner.ReleaseAsync(live, finalizer, cancellationToken);

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) => inner.CreateAsync(desired, cancellationToken);
}
