using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Commands;

/// <summary>What <c>get</c> was asked for. Immutable.</summary>
/// <param name="Namespace">Null for all namespaces.</param>
/// <param name="Name">Null for all.</param>
internal sealed record GetRequest(ImmutableArray<ResourceKind> Kinds, string? Namespace, string? Name, string Format)
{
    public bool IsTable => Format is "table" or "wide";
}
