using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What Kubernetes and Kafka report. A snapshot; immutable.</summary>
/// <param name="Objects">Every object of the watched types. A type that is missing is unknown, which is not the same as empty.</param>
/// <param name="Topics">The topics of each cluster that could be asked. A cluster that is missing is unknown: no topic of it is planned.</param>
public sealed record ObservedState(
    ImmutableDictionary<ResourceType, ImmutableDictionary<ObjectKey, KubeObject>> Objects,
    ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> Topics)
{
    public static ObservedState Unknown { get; } = new(
        ImmutableDictionary<ResourceType, ImmutableDictionary<ObjectKey, KubeObject>>.Empty,
        ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty);

    /// <summary>The settings of running brokers, of each cluster that could be asked. A cluster that is missing is unknown: nothing is told to its brokers.</summary>
    public ImmutableDictionary<ResourceKey, ClusterSettingsView> Settings { get; init; } = ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty;

    /// <summary>Resources, and objects made from clusters, that were seen to be deleted and are not back. What is missing here may never have been made.</summary>
    public ImmutableDictionary<ObjectKey, Deletion> Deleted { get; init; } = ImmutableDictionary<ObjectKey, Deletion>.Empty;

    /// <exception cref="InvalidOperationException">The type was not observed: an error of the caller, never "not there".</exception>
    public KubeObject? Find(ObjectKey key) => OfType(key.Type).GetValueOrDefault(key);

    /// <inheritdoc cref="Find"/>
    public ImmutableDictionary<ObjectKey, KubeObject> OfType(ResourceType type) =>
        Objects.TryGetValue(type, out var objects) ? objects : throw new InvalidOperationException($"{type} was not observed");

    /// <summary>Whether both are of the very same snapshots; then they say the same. False says nothing. Looks at no object.</summary>
    public bool IsSameSnapshot(ObservedState other) =>
        ReferenceEquals(Topics, other.Topics)
        && ReferenceEquals(Settings, other.Settings)
        && ReferenceEquals(Deleted, other.Deleted)
        && Objects.Count == other.Objects.Count
        && Objects.All(type => other.Objects.TryGetValue(type.Key, out var objects) && ReferenceEquals(objects, type.Value));
}
