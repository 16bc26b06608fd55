using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>One setting of a cluster and what kind it is for the cluster's version. Immutable.</summary>
/// <param name="Fact">What Kafka says of it, when it is known.</param>
/// <param name="Removed">What Kafka said of it, when it is removed.</param>
internal sealed record ClassifiedSetting(string Name, string Text, SettingClass Class, SettingFact? Fact = null, SettingFact? Removed = null)
{
    /// <summary>Control characters are shown as <c>?</c>: a path goes into logs and terminals.</summary>
    public FieldPath Path => Settings.Path(Class == SettingClass.Broken ? string.Concat(Name.Select(c => char.IsControl(c) ? '?' : c)) : Name);

    public static ClassifiedSetting Of(KafkaVersion version, string name, string text)
    {
        if (name.Any(char.IsControl) || text.Any(char.IsControl))
            return new ClassifiedSetting(name, text, SettingClass.Broken);
        if (SettingTable.Find(SettingScope.Broker, version, name) is { } fact)
            return new ClassifiedSetting(name, text, ManagedSettings.IsManaged(name) ? SettingClass.Managed : SettingClass.Known, fact);
        if (SettingTable.Removed(SettingScope.Broker, version, name) is { } removed)
            return new ClassifiedSetting(name, text, SettingClass.Removed, Removed: removed);
        return new ClassifiedSetting(name, text, ManagedSettings.IsManaged(name) ? SettingClass.Managed : SettingClass.Unknown);
    }
}

internal enum SettingClass
{
    Known,
    Unknown,
    Managed,
    Removed,
    Broken,
}
