using System.Collections.Immutable;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Where to begin reading the trail. A closed hierarchy. Immutable.</summary>
public abstract record TrailStart
{
    private TrailStart()
    {
    }

    /// <summary>Everything that the topic still has.</summary>
    public sealed record Beginning : TrailStart;

    /// <param name="Offsets">First offset by partition; partitions that are not named are read from their beginning.</param>
    public sealed record At(ImmutableDictionary<int, long> Offsets) : TrailStart;

    /// <summary>Records with this timestamp or a later one.</summary>
    public sealed record Since(DateTimeOffset Time) : TrailStart;
}
