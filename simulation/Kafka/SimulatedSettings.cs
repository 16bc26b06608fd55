using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>The settings of the brokers of one cluster: what was in their file when they started, and what they were told since. Changed under the lock of its cluster.</summary>
internal sealed class SimulatedSettings
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly SortedDictionary<int, ImmutableSortedDictionary<string, string>> _files = [];
    private readonly SortedDictionary<int, ImmutableSortedDictionary<string, string>> _own = [];
    private ImmutableSortedDictionary<string, string> _shared = None;
    private ImmutableSortedDictionary<string, string> _file = None;
    private KafkaVersion _version = KafkaVersions.Newest;

    /// <param name="cluster">The resource; null when it was deleted: then its data goes.</param>
    public void Configure(KafkaCluster? cluster)
    {
        _file = cluster?.Spec.Config.ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value.Text, StringComparer.Ordinal) ?? None;
        _version = KafkaVersions.Find(cluster?.Spec.Version) ?? KafkaVersions.Newest;
        if (cluster is not null)
            return;
        _own.Clear();
        _shared = None;
    }

    /// <summary>A broker starts, from the settings as they are now.</summary>
    public void Start(int broker) => _files[broker] = _file;

    public ImmutableSortedDictionary<string, BrokerSetting> Of(int broker)
    {
        var (own, file) = (_own.GetValueOrDefault(broker, None), _files.GetValueOrDefault(broker, None));
        return own.Keys.Concat(_shared.Keys).Concat(file.Keys).Distinct(StringComparer.Ordinal).ToImmutableSortedDictionary(
            name => name, name => new BrokerSetting(own.GetValueOrDefault(name), _shared.GetValueOrDefault(name), file.GetValueOrDefault(name)), StringComparer.Ordinal);
    }

    public void Alter(int? broker, IReadOnlyDictionary<string, string?> changes)
    {
        if (changes.Keys.FirstOrDefault(name => !DynamicSettings.IsDynamic(_version, name)) is { } name)
            throw TopicRules.Refuse($"Cannot update these configs dynamically: Set({name})");
        if (broker is { } id)
            _own[id] = With(_own.GetValueOrDefault(id, None), changes);
        else
            _shared = With(_shared, changes);
    }

    private static ImmutableSortedDictionary<string, string> With(ImmutableSortedDictionary<string, string> settings, IReadOnlyDictionary<string, string?> changes) => settings
        .RemoveRange(changes.Keys)
        .AddRange(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!)));
}
