using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What must change for one topic: the stored KafkaTopic, and the topic in Kafka as far as Kafka could be asked.</summary>
internal static class TopicPlanning
{
    public static Change? Plan(ResourceDifference difference, KafkaTopic topic, ObservedState observed)
    {
        if (!observed.Topics.TryGetValue(topic.ClusterKey, out var topics))
            return difference.MustApply ? difference.ToChange([], OtherDifferences.None, null) : null;
        if (!topics.TryGetValue(topic.TopicName, out var view))
            return difference.ToChange([Create(topic)], Others(difference, WasDeleted(difference) ? [Deleted(topic)] : []), null);
        var effects = Effects(topic, view).ToList();
        var blocked = Blocked(topic, view);
        // A status that is unsettled, or still without the cluster, alone is work too: only the worker that carries out a change of a topic settles it.
        return difference.MustApply || difference.IsUnsettled || difference.ClusterMissingSince is not null || effects.Count > 0 || blocked is not null
            ? difference.ToChange(effects, Others(difference, effects.SelectMany(effect => Deltas(effect, view))), blocked)
            : null;
    }

    /// <summary>Each time that the cluster was away is another occurrence.</summary>
    private static OtherDifferences Others(ResourceDifference difference, IEnumerable<FieldDelta> deltas) =>
        OtherDifferences.None.With(deltas) with { Versions = difference.ClusterMissingSince is { } since ? [since] : [] };

    /// <summary>The status tells of a topic that was there, and its cluster has been there since: others deleted it in Kafka, which does not say who.</summary>
    private static bool WasDeleted(ResourceDifference difference) =>
        difference.Live?.At("status", "partitions") is not null && !difference.IsUnsettled && difference.ClusterMissingSince is null;

    private static FieldDelta Deleted(KafkaTopic topic) => new("kafka.topic", null, Json($"{topic.TopicName} is made anew, it was deleted in Kafka"));

    private static Effect.CreateTopic Create(KafkaTopic topic) =>
        new(topic.TopicName, topic.Spec.Partitions, topic.Spec.ReplicationFactor, Config(topic));

    private static ImmutableSortedDictionary<string, string> Config(KafkaTopic topic) =>
        topic.Spec.Config.ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value.Text, StringComparer.Ordinal);

    private static IEnumerable<Effect> Effects(KafkaTopic topic, TopicView view)
    {
        if (topic.Spec.Partitions > view.Partitions.Length)
            yield return new Effect.AddPartitions(topic.TopicName, view.Partitions.Length, topic.Spec.Partitions);
        if (!HasConfig(topic, view))
            yield return new Effect.AlterTopicConfig(topic.TopicName, ConfigChanges(Config(topic), view));
    }

    private static bool HasConfig(KafkaTopic topic, TopicView view)
    {
        foreach (var setting in topic.Spec.Config)
        {
            if (view.Config.GetValueOrDefault(setting.Key) != setting.Value.Text)
                return false;
        }

        return view.Config.Count == topic.Spec.Config.Count;
    }

    /// <summary>Git is the whole truth: a setting that it does not give goes back to the broker's default.</summary>
    private static ImmutableSortedDictionary<string, string?> ConfigChanges(ImmutableSortedDictionary<string, string> wanted, TopicView view) =>
        wanted.Where(setting => view.Config.GetValueOrDefault(setting.Key) != setting.Value).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
            .Concat(view.Config.Keys.Where(key => !wanted.ContainsKey(key)).Select(key => KeyValuePair.Create(key, (string?)null)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static BlockReason? Blocked(KafkaTopic topic, TopicView view) =>
        topic.Spec.Partitions < view.Partitions.Length
            ? new BlockReason("PartitionsCannotDecrease", $"the topic has {view.Partitions.Length} partitions, {topic.Spec.Partitions} are wanted; Kafka cannot remove partitions: raise spec.partitions, or delete and create the topic")
        : topic.Spec.ReplicationFactor != view.ReplicationFactor
            ? new BlockReason("ReplicationChange", $"the topic has replication factor {view.ReplicationFactor}, {topic.Spec.ReplicationFactor} is wanted; moving replicas is not supported yet")
        : null;

    private static IEnumerable<FieldDelta> Deltas(Effect effect, TopicView view) => effect switch
    {
        Effect.AddPartitions add => [new FieldDelta("kafka.partitions", Json(add.From), Json(add.To))],
        Effect.AlterTopicConfig alter => alter.Changes.Select(change => new FieldDelta($"kafka.config[{change.Key}]", Json(view.Config.GetValueOrDefault(change.Key)), Json(change.Value))),
        _ => [],
    };

    private static JsonElement? Json<T>(T value) => value is null ? null : JsonSerializer.SerializeToElement(value);
}
