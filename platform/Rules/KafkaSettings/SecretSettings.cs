using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>Settings whose values may be secrets, and how values are printed without giving one away.</summary>
public static class SecretSettings
{
    private static readonly string[] Words = ["password", "passphrase", "secret", "token", "jaas", "credential", "keystore.key", "private.key"];

    /// <summary>True for Kafka's password settings and, to be safe, for any name that sounds like one.</summary>
    public static bool IsSecret(string name) =>
        Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || KafkaVersions.All.Any(version => SettingTable.Find(SettingScope.Broker, version, name)?.Type == SettingType.Password);

    /// <summary>Numbers and booleans bare, other text quoted, secrets not at all.</summary>
    internal static string Print(string name, string text) =>
        IsSecret(name) ? Rules.Print.Redacted
        : IsBare(text) ? text
        : Rules.Print.Value(text);

    private static bool IsBare(string text) =>
        text is "true" or "false" || (text.Length is > 0 and <= 20 && text.AsSpan(text[0] == '-' ? 1 : 0) is { Length: > 0 } digits && !digits.ContainsAnyExceptInRange('0', '9'));
}
