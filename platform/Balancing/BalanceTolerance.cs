namespace GitOpsKafka.Platform.Balancing;

/// <summary>
/// How far from its share a broker may be before a goal moves anything, as a part of the share, 0 or more. Counts are then made even; bytes
/// and rates come within half of it, so that they do not leave it again at once. Immutable.
/// </summary>
public sealed record BalanceTolerance
{
    public static BalanceTolerance Default { get; } = new();

    /// <summary>Of replicas, leaders, and replicas of one topic; never less than one. Without effect on what is asked to be drained or filled. Default 0.1.</summary>
    public double Counts { get; init; } = 0.1;

    /// <summary>Of bytes on disk. Default 0.2: they come and go with retention.</summary>
    public double Bytes { get; init; } = 0.2;

    /// <summary>Of bytes per second that leaders serve. Default 0.2.</summary>
    public double BytesPerSecond { get; init; } = 0.2;
}
