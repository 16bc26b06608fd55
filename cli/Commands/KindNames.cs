using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Commands;

/// <summary>Kinds as users write them: KafkaTopic, kafkatopics, kafkatopic, gkt, kafkatopics.gitopskafka.io; several with commas. Pure.</summary>
internal static class KindNames
{
    public static IEnumerable<string> All => ResourceKinds.All.Select(kind => kind.Type.Plural);

    /// <param name="names">Null for all kinds.</param>
    /// <exception cref="CliException">There is no such kind.</exception>
    public static ImmutableArray<ResourceKind> Parse(string? names) =>
        names is null ? ResourceKinds.All : [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Find)];

    private static ResourceKind Find(string name) =>
        ResourceKinds.All.FirstOrDefault(kind => Names(kind).Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? throw new CliException($"there is no kind {name}; there are {string.Join(", ", ResourceKinds.All.Select(kind => $"{kind.Type.Plural} ({string.Join(',', kind.ShortNames)})"))}");

    private static IEnumerable<string> Names(ResourceKind kind) => [kind.Type.Kind, kind.Type.Plural, kind.Singular, kind.Type.ToString(), .. kind.ShortNames];
}
