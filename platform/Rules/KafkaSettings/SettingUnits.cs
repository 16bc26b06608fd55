namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>What a number setting counts, told by the end of its name.</summary>
internal static class SettingUnits
{
    private static readonly (string Ending, string Unit)[] Units =
        [(".ms", "milliseconds"), (".bytes", "bytes"), (".hours", "hours"), (".minutes", "minutes"), (".seconds", "seconds")];

    /// <summary>"a number of milliseconds", "a whole number", "a number".</summary>
    public static string Describe(SettingFact fact) =>
        fact.Type == SettingType.Double ? "a number"
        : Array.Find(Units, unit => fact.Name.EndsWith(unit.Ending, StringComparison.Ordinal)) is { Unit: { } unit } ? $"a number of {unit}"
        : "a whole number";
}
