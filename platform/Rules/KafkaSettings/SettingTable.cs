using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>
/// All settings of brokers and topics in the supported release lines. Immutable and thread-safe.
/// <c>kafka-settings.tsv</c> holds what the ConfigDefs of Kafka 3.9.2, 4.2.1 and 4.3.1 say (<c>KafkaConfig.configDef</c>,
/// <c>LogConfig.configDefCopy</c>, <c>ServerTopicConfigSynonyms</c>, <c>DynamicBrokerConfig</c>), one line for each setting and set of facts.
/// The column removed-in is from https://kafka.apache.org/40/documentation.html#upgrade_servers.
/// </summary>
public static class SettingTable
{
    private static readonly ImmutableArray<SettingFact> Facts = Read();

    private static readonly FrozenDictionary<(SettingScope, string Minor, string Name), SettingFact> ByName = Facts
        .SelectMany(fact => fact.Minors.Select(minor => KeyValuePair.Create((fact.Scope, minor, fact.Name), fact)))
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<(SettingScope, string Minor), ImmutableArray<string>> Names = Facts
        .SelectMany(fact => fact.Minors.Select(minor => (fact.Scope, Minor: minor, fact.Name)))
        .GroupBy(entry => (entry.Scope, entry.Minor))
        .ToFrozenDictionary(group => group.Key, group => group.Select(entry => entry.Name).Order(StringComparer.Ordinal).ToImmutableArray());

    /// <summary>Null when the release line does not know the setting.</summary>
    public static SettingFact? Find(SettingScope scope, KafkaVersion version, string name) => ByName.GetValueOrDefault((scope, version.Minor, name));

    /// <summary>The setting as an older release line had it, when this one has it no more.</summary>
    public static SettingFact? Removed(SettingScope scope, KafkaVersion version, string name) => Find(scope, version, name) is not null
        ? null
        : KafkaVersions.All.TakeWhile(older => older != version).Select(older => Find(scope, older, name)).LastOrDefault(fact => fact is not null);

    /// <summary>Names in ordinal order.</summary>
    public static ImmutableArray<string> NamesOf(SettingScope scope, KafkaVersion version) => Names[(scope, version.Minor)];

    private static ImmutableArray<SettingFact> Read()
    {
        using var stream = typeof(SettingTable).Assembly.GetManifestResourceStream("kafka-settings.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => Parse(line.TrimEnd('\r').Split('\t')))];
    }

    private static SettingFact Parse(string[] columns)
    {
        var flags = Items(columns[7]);
        return new SettingFact(
            columns[0] == "broker" ? SettingScope.Broker : SettingScope.Topic,
            columns[1],
            Items(columns[2]),
            Enum.Parse<SettingType>(columns[3], ignoreCase: true),
            Number(columns[4]),
            Number(columns[5]),
            Items(columns[6]),
            flags.Contains("anycase"),
            flags.Contains("nonempty"),
            flags.Contains("nodup"),
            columns[8] switch { "" => null, "per-broker" => SettingUpdate.PerBroker, "cluster-wide" => SettingUpdate.ClusterWide, _ => SettingUpdate.ReadOnly },
            Text(columns[9]),
            Text(columns[10]),
            Text(columns[11]));
    }

    private static ImmutableArray<string> Items(string column) => column.Length == 0 ? [] : [.. column.Split(',')];

    private static decimal? Number(string column) => column.Length == 0 ? null : decimal.Parse(column, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string? Text(string column) => column.Length == 0 ? null : column;
}
