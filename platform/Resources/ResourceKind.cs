using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Resources;

/// <summary>One kind: its type in the API, its C# type, and how kubectl shows it. Immutable.</summary>
public sealed record ResourceKind(ResourceType Type, Type ClrType, string Singular, ImmutableArray<string> ShortNames)
{
    public ImmutableArray<PrinterColumn> Columns { get; init; } = [];

    /// <summary>Paths of the scale subresource; null where the kind has none.</summary>
    public ScalePaths? Scale { get; init; }
}

/// <summary>A column of <c>kubectl get</c>.</summary>
/// <param name="Type">OpenAPI type: string, integer, date.</param>
public sealed record PrinterColumn(string Name, string Type, string JsonPath);

public sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string LabelSelector);
