namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>Versions of a request, both ends inclusive. Immutable.</summary>
internal sealed record ApiRange(short Key, short Lowest, short Highest)
{
    /// <returns>The highest version in both; null when there is none.</returns>
    public short? HighestWith(ApiRange other) => Math.Min(Highest, other.Highest) is var highest && highest >= Math.Max(Lowest, other.Lowest) ? highest : null;

    public override string ToString() => Lowest == Highest ? $"{Lowest}" : $"{Lowest} to {Highest}";
}
