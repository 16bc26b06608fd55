using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>
/// The supported releases, oldest first. Metadata versions are those that <c>kafka-features.sh version-mapping</c> of each release prints.
/// Immutable and thread-safe.
/// </summary>
public static class KafkaVersions
{
    public static ImmutableArray<KafkaVersion> All { get; } =
    [
        new("3.9.2", "3.9", "3.9-IV0"),
        new("4.2.1", "4.2", "4.2-IV1"),
        new("4.3.1", "4.3", "4.3-IV0"),
    ];

    public static KafkaVersion Newest => All[^1];

    public static KafkaVersion? Find(string? text) => All.FirstOrDefault(version => version.Text == text);

    /// <summary>Whether the left version comes before the right one; false when either is no version.</summary>
    public static bool IsOlder(string? left, string? right) =>
        System.Version.TryParse(left, out var first) && System.Version.TryParse(right, out var second) && first < second;
}
