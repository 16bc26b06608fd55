using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// What running brokers must be told so that they run with the settings that are desired. Only values that are in force and wrong are changed: a
/// broker that has the right one from its file is told nothing. A setting that Git no longer gives goes back to Kafka's default; while the
/// files of running brokers still hold an old value, the default is set over it.
/// </summary>
internal static class SettingPlanning
{
    /// <param name="uid">Uid of the stored cluster.</param>
    /// <returns>Null when nothing is to be told, or when what answers is unknown or not the Kafka of this cluster.</returns>
    public static Effect.Reconfigure? Plan(KafkaCluster cluster, string uid, ObservedState observed) =>
        Brokers(cluster, uid, observed) is { } brokers && Changes(cluster, brokers).ToImmutableArray() is { IsEmpty: false } changes ? new Effect.Reconfigure(changes) : null;

    /// <summary>
    /// Settings by broker id that only a restart undoes: Git does not give them any more, the file that the broker was started with does, and
    /// Kafka has no plain default that could be set over it.
    /// </summary>
    public static ILookup<int, string> NeedingRestart(KafkaCluster cluster, string uid, ObservedState observed) => (
        from fact in DynamicSettings.Of(cluster.VersionOrNewest())
        where fact.Default is null && !cluster.Settings().IsSet(fact.Name)
        from broker in Brokers(cluster, uid, observed) ?? Nobody
        where broker.Value.GetValueOrDefault(fact.Name)?.File is not null
        select (broker.Key, fact.Name)).ToLookup(entry => entry.Key, entry => entry.Name);

    public static IEnumerable<FieldDelta> Deltas(Effect.Reconfigure? effect) =>
        effect is null ? [] : effect.Changes.Select(change => new FieldDelta(change.Broker is { } id ? $"kafka.brokers[{id}].config[{change.Name}]" : $"kafka.config[{change.Name}]", Json(change.Before), Json(change.After)));

    private static ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>> Nobody { get; } = ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>>.Empty;

    private static ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>>? Brokers(KafkaCluster cluster, string uid, ObservedState observed) =>
        observed.Settings.TryGetValue(cluster.Key, out var view) && view.ClusterId == KnownClusterId.Of(cluster, uid, observed) ? view.Brokers : null;

    private static IEnumerable<SettingChange> Changes(KafkaCluster cluster, ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>> brokers)
    {
        foreach (var fact in DynamicSettings.Of(cluster.VersionOrNewest()))
        {
            var wanted = cluster.Settings().Text(fact.Name);
            if (wanted is null && !brokers.Values.Any(settings => settings.ContainsKey(fact.Name)))
                continue;
            var target = wanted ?? fact.Default;
            var entries = brokers.Select(broker => (broker.Key, broker.Value.GetValueOrDefault(fact.Name, BrokerSetting.None))).ToList();
            foreach (var change in entries.SelectMany(entry => OfOne(fact, target, entry.Key, entry.Item2)))
                yield return change;
            if (OfAll(fact, target, [.. entries.Select(entry => entry.Item2)]) is { } shared)
                yield return shared;
        }
    }

    /// <summary>Nobody but a hand sets a cluster-wide setting for one broker. A right value does no harm.</summary>
    private static IEnumerable<SettingChange> OfOne(SettingFact fact, string? target, int broker, BrokerSetting setting) =>
        setting.Own is { } own && !DynamicSettings.MeanTheSame(fact, own, target) ? [new SettingChange(broker, fact.Name, own, null, null)] : [];

    private static SettingChange? OfAll(SettingFact fact, string? target, ImmutableArray<BrokerSetting> entries)
    {
        if (entries.FirstOrDefault(entry => !IsRight(fact, target, entry.Shared ?? entry.File)) is not { } wrong)
            return null;
        var isSet = entries.Any(entry => entry.Shared is not null);
        var before = wrong.Shared ?? wrong.File ?? fact.Default;
        if (target is null || (isSet && !DynamicSettings.IsOfControllers(fact.Name) && entries.All(entry => IsRight(fact, target, entry.File))))
            return isSet ? new SettingChange(null, fact.Name, before, null, Step(fact, target, entries, null)) : null;
        return new SettingChange(null, fact.Name, before, target, Step(fact, target, entries, target));
    }

    private static bool IsRight(SettingFact fact, string? target, string? set) => DynamicSettings.MeanTheSame(fact, set ?? fact.Default, target);

    /// <summary>What Kafka takes now on the way to the target, so that no broker refuses it.</summary>
    private static string? Step(SettingFact fact, string? target, ImmutableArray<BrokerSetting> entries, string? last)
    {
        if (!DynamicSettings.IsPool(fact.Name) || !long.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var end))
            return last;
        var now = entries.Select(entry => long.TryParse(entry.Own ?? entry.Shared ?? entry.File ?? fact.Default, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : end).ToList();
        var (least, most) = (Math.Max(1, now.Max() / 2), now.Min() * 2);
        return end > most ? $"{most}" : end < least ? $"{least}" : last;
    }

    private static JsonElement? Json(string? value) => value is null ? null : JsonSerializer.SerializeToElement(value);
}
