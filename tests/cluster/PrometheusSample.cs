using System.Collections.Immutable;

namespace GitOpsKafka.TestCluster;

/// <summary>One line of a family of metrics. Immutable.</summary>
/// <param name="Name">With the suffix that histograms and summaries have.</param>
/// <param name="Labels">Text by name.</param>
public sealed record PrometheusSample(string Name, ImmutableSortedDictionary<string, string> Labels, double Value)
{
    /// <summary>Name and labels: no two samples have the same.</summary>
    public string Series => $"{Name}{{{string.Join(',', Labels.Select(label => $"{label.Key}={label.Value}"))}}}";

    /// <summary>The labels without one, as text.</summary>
    public string Without(string label) => string.Join(',', Labels.Remove(label).Select(pair => $"{pair.Key}={pair.Value}"));
}
