namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>How the simulated API server behaves. Immutable.</summary>
public sealed record SimulatedKubernetesOptions
{
    /// <summary>Changes kept per type for watches, at least 1.</summary>
    /// <value>1000.</value>
    public int HistoryLimit { get; init; } = 1000;

    /// <summary>How often a quiet watch sends a bookmark.</summary>
    /// <value>Null: never, so that a quiet simulation sets no timers.</value>
    public TimeSpan? BookmarkInterval { get; init; }

    /// <summary>Time between the end of an owner and the end of what it owned.</summary>
    /// <value>Zero: in the same call.</value>
    public TimeSpan GarbageCollectionDelay { get; init; }
}
