namespace GitOpsKafka.Simulation.Faults;

/// <summary>How often each fault happens, as chances per call from 0 to 1, and how long delays are. All zero by default. Immutable.</summary>
public sealed record FaultRates
{
    public static FaultRates None { get; } = new();

    /// <summary>The call is refused before anything happened: 503, or a broker that cannot be reached.</summary>
    public double Unavailable { get; init; }

    /// <summary>The call did what it does, and the answer was lost.</summary>
    public double LostAnswer { get; init; }

    /// <summary>A write to Kubernetes meets another one: 409.</summary>
    public double Conflict { get; init; }

    /// <summary>The call takes a while, up to <see cref="MaxLatency"/>.</summary>
    public double Latency { get; init; }

    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Per event of a watch: the connection ends.</summary>
    public double WatchBreak { get; init; }

    /// <summary>Per event of a watch: the version has expired, 410.</summary>
    public double WatchExpired { get; init; }

    /// <summary>Per event of a watch: it and all behind it come late, by up to <see cref="MaxWatchLag"/>.</summary>
    public double WatchLag { get; init; }

    public TimeSpan MaxWatchLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The process dies, before or after the call was carried out.</summary>
    public double Crash { get; init; }
}
