using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>What a broker speaks and supports, and what it knows of its cluster's features. Immutable.</summary>
/// <param name="Requests">By API key.</param>
internal sealed record BrokerVersions(ImmutableDictionary<short, ApiRange> Requests)
{
    /// <summary>Levels by feature.</summary>
    public ImmutableSortedDictionary<string, FeatureLevels> Supported { get; init; } = ImmutableSortedDictionary.Create<string, FeatureLevels>(StringComparer.Ordinal);

    /// <summary>Which state of the finalized features it knows, growing; -1 when none.</summary>
    public long Epoch { get; init; } = -1;

    /// <summary>Level by feature.</summary>
    public ImmutableSortedDictionary<string, int> Finalized { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <exception cref="UnspokenVersionException">There is none in common.</exception>
    public short HighestOf(ApiRange ours)
    {
        var theirs = Requests.GetValueOrDefault(ours.Key);
        return theirs?.HighestWith(ours) ?? throw new UnspokenVersionException(ours, theirs);
    }
}
