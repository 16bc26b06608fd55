using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>What Kafka says of one setting in some of its release lines. Immutable.</summary>
/// <param name="Minors">The release lines in which exactly this holds: 3.9, 4.2, 4.3.</param>
/// <param name="Min">Least value, inclusive; null where Kafka sets none.</param>
/// <param name="Max">Greatest value, inclusive; null where Kafka sets none.</param>
/// <param name="Values">The allowed values; empty where any will do.</param>
/// <param name="AnyCase">Whether the case of a value does not matter.</param>
/// <param name="NotEmpty">Whether an empty text or list is refused.</param>
/// <param name="NoDuplicates">Whether a list may name a value once only.</param>
/// <param name="Update">How a broker setting is changed; null for topic settings, which are all dynamic.</param>
/// <param name="BrokerName">The broker setting that a topic setting has its default from.</param>
/// <param name="RemovedIn">The release in which it was taken out, where Kafka documents it.</param>
/// <param name="Default">The default as text; null where there is none or it is no constant.</param>
public sealed record SettingFact(
    SettingScope Scope,
    string Name,
    ImmutableArray<string> Minors,
    SettingType Type,
    decimal? Min,
    decimal? Max,
    ImmutableArray<string> Values,
    bool AnyCase,
    bool NotEmpty,
    bool NoDuplicates,
    SettingUpdate? Update,
    string? BrokerName,
    string? RemovedIn,
    string? Default);

public enum SettingScope
{
    Broker,
    Topic,
}

/// <summary>Types of Kafka's ConfigDef. Source: https://kafka.apache.org/40/javadoc/org/apache/kafka/common/config/ConfigDef.Type.html.</summary>
public enum SettingType
{
    Boolean,
    String,
    Int,
    Short,
    Long,
    Double,
    List,
    Class,
    Password,
}

/// <summary>Source: https://kafka.apache.org/documentation/#dynamicbrokerconfigs.</summary>
public enum SettingUpdate
{
    /// <summary>Takes a restart.</summary>
    ReadOnly,

    /// <summary>Can be changed on one broker while it runs.</summary>
    PerBroker,

    /// <summary>Can be changed for all brokers while they run, or on one.</summary>
    ClusterWide,
}
