using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Asks the servers themselves what there is of one resource: a cache may lag behind this worker's own writes. Thread-safe.
/// </summary>
internal sealed class FreshObserver(IKubernetesApi kubernetes, IKafkaAdmins kafka)
{
    /// <summary>A KafkaCluster, the objects made from it, and its pods. Kafka itself is not asked.</summary>
    public async Task<ObservedState> ClusterAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var types = ClusterRenderer.ObservedTypes;
        var stored = kubernetes.GetAsync(key, cancellationToken);
        var made = await Task.WhenAll(types.Select(type => kubernetes.ListAsync(type, key.Namespace, $"{Marks.Cluster}={key.Name}", cancellationToken)));
        return Known([.. await stored is { } live ? [live] : Enumerable.Empty<KubeObject>(), .. made.SelectMany(list => list.Items)], [key.Type, .. types]);
    }

    /// <summary>A KafkaTopic as stored; Kafka is asked only when <see cref="WithTopicAsync"/> follows.</summary>
    public async Task<ObservedState> ResourceAsync(ObjectKey key, CancellationToken cancellationToken) =>
        Known(await kubernetes.GetAsync(key, cancellationToken) is { } live ? [live] : [], [key.Type]);

    /// <summary>Whether the resource is stored.</summary>
    public async Task<bool> IsStoredAsync(ResourceKey key, CancellationToken cancellationToken) =>
        await kubernetes.GetAsync(ResourceKinds.ObjectOf(key), cancellationToken) is not null;

    /// <summary>Whether the resource is stored and on its way out.</summary>
    public async Task<bool> IsBeingDeletedAsync(ResourceKey key, CancellationToken cancellationToken) =>
        await kubernetes.GetAsync(ResourceKinds.ObjectOf(key), cancellationToken) is { IsTerminating: true };

    /// <summary>The object as the server answered it to a write: that is as fresh as asking again.</summary>
    public static ObservedState With(ObservedState observed, KubeObject stored) =>
        observed with { Objects = observed.Objects.SetItem(stored.Key.Type, observed.OfType(stored.Key.Type).SetItem(stored.Key, stored)) };

    /// <summary>Adds one topic as Kafka has it.</summary>
    /// <exception cref="KafkaAdminException">Kafka could not be asked.</exception>
    public async Task<ObservedState> WithTopicAsync(ObservedState observed, ResourceKey cluster, string topic, CancellationToken cancellationToken) =>
        observed with { Topics = observed.Topics.SetItem(cluster, await kafka.For(cluster).DescribeTopicsAsync([topic], cancellationToken)) };

    /// <summary>Adds all topics of the cluster, or leaves them unknown when Kafka does not answer.</summary>
    public async Task<ObservedState> WithTopicsIfKnownAsync(ObservedState observed, ResourceKey cluster, CancellationToken cancellationToken)
    {
        try
        {
            return observed with { Topics = observed.Topics.SetItem(cluster, await kafka.For(cluster).DescribeTopicsAsync(null, cancellationToken)) };
        }
        catch (KafkaAdminException)
        {
            return observed;
        }
    }

    /// <summary>Adds the settings of the brokers that run.</summary>
    /// <exception cref="KafkaAdminException">Kafka could not be asked.</exception>
    public async Task<ObservedState> WithSettingsAsync(ObservedState observed, ResourceKey cluster, CancellationToken cancellationToken) =>
        observed with { Settings = observed.Settings.SetItem(cluster, await kafka.For(cluster).DescribeSettingsAsync(cancellationToken)) };

    /// <summary>Adds the storage classes of claims that must be asked for more, as far as they are there and may be read.</summary>
    public async Task<ObservedState> WithStorageClassesAsync(ObservedState observed, Effect.ExpandVolumes growth, CancellationToken cancellationToken)
    {
        var classes = ImmutableDictionary.CreateBuilder<ObjectKey, KubeObject>();
        foreach (var name in growth.Claims.Where(claim => claim.MustAsk).Select(claim => claim.StorageClass).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await StorageClassAsync(name, cancellationToken) is { } found)
                classes[found.Key] = found;
        }

        return observed with { Objects = observed.Objects.SetItem(ResourceType.StorageClasses, classes.ToImmutable()) };
    }

    private async Task<KubeObject?> StorageClassAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await kubernetes.GetAsync(new ObjectKey(ResourceType.StorageClasses, "", name), cancellationToken);
        }
        catch (KubernetesApiException refusal) when (refusal.Status == System.Net.HttpStatusCode.Forbidden)
        {
            // Classes belong to the whole cluster, and not everyone may read them: then Kubernetes itself refuses what cannot be.
            return null;
        }
    }

    private static ObservedState Known(IEnumerable<KubeObject> objects, IEnumerable<ResourceType> types)
    {
        var byType = objects.ToLookup(found => found.Key.Type);
        return ObservedState.Unknown with { Objects = types.ToImmutableDictionary(type => type, type => byType[type].ToImmutableDictionary(found => found.Key)) };
    }
}
