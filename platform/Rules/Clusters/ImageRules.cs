using System.Text.RegularExpressions;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-025.</summary>
internal static partial class ImageRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-025", Severity.Deny, "The image is fixed and is of the version",
            "A moving tag upgrades a node at any restart; a wrong one starts another Kafka than the settings are checked for.", FixedTag),
    ];

    private static IEnumerable<Finding> FixedTag(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec.Image is not { } image || image.Contains("@sha256:", StringComparison.Ordinal))
            yield break;
        var path = FieldPath.Spec.Field("image");
        var tag = Tag(image);
        if (tag is null or "" or "latest")
            yield return Finding.Invalid(path, Print.Value(image), "a fixed tag or digest is required");
        else if (KafkaTag().Match(tag) is { Success: true, Groups: [_, var version] } && version.Value != cluster.Spec.Version)
            yield return Finding.Invalid(path, Print.Value(image), $"is Kafka {version.Value}, but spec.version is {cluster.Spec.Version}");
    }

    /// <summary>What stands after the colon of the last path segment: a colon further left belongs to the registry's port.</summary>
    private static string? Tag(string image) => image[(image.LastIndexOf('/') + 1)..].Split(':', 2) is [_, var tag] ? tag : null;

    /// <summary>A tag that begins with a version of Kafka 3 or 4; other tags are builds of one's own and say nothing.</summary>
    [GeneratedRegex(@"^v?([34]\.\d+\.\d+)(?:$|[-_+.])")]
    private static partial Regex KafkaTag();
}
