using System.Globalization;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>
/// Whether Kafka accepts a value for a setting. Parses as Kafka's ConfigDef.parseType does:
/// https://github.com/apache/kafka/blob/4.2/clients/src/main/java/org/apache/kafka/common/config/ConfigDef.java.
/// </summary>
internal static class SettingCheck
{
    /// <summary>The violation of the value, or null when Kafka takes it.</summary>
    public static Finding? Of(SettingFact fact, FieldPath path, string text)
    {
        var value = text.Trim();
        return fact.Type switch
        {
            SettingType.Boolean when !IsBoolean(value) => Unsupported(fact, path, text, ["true", "false"]),
            SettingType.Int => Number(fact, path, text, int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null),
            SettingType.Short => Number(fact, path, text, short.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null),
            SettingType.Long => Number(fact, path, text, long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null),
            SettingType.Double => Number(fact, path, text, decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null),
            SettingType.List => List(fact, path, text),
            SettingType.Boolean or SettingType.Class or SettingType.Password => null,
            _ => Text(fact, path, text),
        };
    }

    private static Finding? Number(SettingFact fact, FieldPath path, string text, decimal? number) => number switch
    {
        null => Invalid(fact, path, text, $"must be {SettingUnits.Describe(fact)}"),
        { } value when !fact.Values.IsEmpty && !fact.Values.Contains(value.ToString(CultureInfo.InvariantCulture)) => Unsupported(fact, path, text, fact.Values),
        { } value when value < fact.Min && fact.Max is null => Invalid(fact, path, text, $"must be at least {fact.Min}"),
        { } value when value < fact.Min || value > fact.Max => Invalid(fact, path, text, $"must be between {fact.Min} and {fact.Max}"),
        _ => null,
    };

    private static Finding? List(SettingFact fact, FieldPath path, string text)
    {
        var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (items.Length == 0)
            return fact.NotEmpty ? Finding.Required(path, "the list must not be empty") : null;
        if (!fact.Values.IsEmpty && items.FirstOrDefault(item => !fact.Values.Contains(item)) is { } unknown)
            return Unsupported(fact, path, unknown, fact.Values);
        return fact.NoDuplicates && items.GroupBy(item => item, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? Invalid(fact, path, text, $"{Print.Value(twice.Key)} stands there more than once")
            : null;
    }

    private static Finding? Text(SettingFact fact, FieldPath path, string text)
    {
        var value = text.Trim();
        if (value.Length == 0 && fact.NotEmpty)
            return Finding.Required(path, "must not be empty");
        var comparer = fact.AnyCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        return fact.Values.IsEmpty || fact.Values.Contains(value, comparer) ? null : Unsupported(fact, path, text, fact.Values);
    }

    private static bool IsBoolean(string value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static Finding Invalid(SettingFact fact, FieldPath path, string text, string detail) => Finding.Invalid(path, SecretSettings.Print(fact.Name, text), detail);

    private static Finding Unsupported(SettingFact fact, FieldPath path, string text, IEnumerable<string> values) =>
        Finding.Unsupported(path, SecretSettings.Print(fact.Name, text), values);
}
