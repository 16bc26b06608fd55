namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>From where on something is not well. Immutable.</summary>
public sealed record CheckLimits
{
    /// <value>Share of a file system with log directories that is used, 0 to 1. Default 0.8.</value>
    public double DiskShare { get; init; } = 0.8;

    /// <value>How long ago a voter may have had all of the metadata. Default 10 seconds; a voter that follows is at most one second behind.</value>
    public TimeSpan VoterLag { get; init; } = TimeSpan.FromSeconds(10);
}
