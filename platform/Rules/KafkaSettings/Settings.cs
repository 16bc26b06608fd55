using System.Globalization;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>The settings of a cluster or topic as typed values; what does not parse counts as not set, the type rules speak of it. Immutable.</summary>
internal readonly struct Settings(IReadOnlyDictionary<string, ConfigValue> config)
{
    // A value is null when JSON says null: nobody may have checked the structure yet.
    public string? Text(string name) => config.TryGetValue(name, out var value) ? value?.Text : null;

    public long? Number(string name) => long.TryParse(Text(name)?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool IsSet(string name) => Text(name) is not null;

    public bool IsTrue(string name) => Says(name, "true");

    public bool IsFalse(string name) => Says(name, "false");

    /// <summary>The items of a list, or null when it is not set.</summary>
    public string[]? Items(string name) => Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static FieldPath Path(string name) => FieldPath.Spec.Field("config").Key(name);

    private bool Says(string name, string word) => word.Equals(Text(name)?.Trim(), StringComparison.OrdinalIgnoreCase);
}
