namespace GitOpsKafka.Simulation.Nodes;

/// <summary>How long pods take. Immutable.</summary>
/// <param name="Start">From creation until Ready.</param>
/// <param name="Stop">From deletion until gone.</param>
/// <param name="Jitter">Up to this is added to each, by chance.</param>
public sealed record NodeTiming(TimeSpan Start, TimeSpan Stop, TimeSpan Jitter)
{
    /// <summary>How long a volume takes to grow. Default 5 s.</summary>
    public TimeSpan Grow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>20 s to start, 5 s to stop, up to 2 s more: about what real brokers take.</summary>
    public static NodeTiming Default { get; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2));
}
