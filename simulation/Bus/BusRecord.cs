using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Bus;

/// <summary>One event as it stands in the log. Immutable.</summary>
/// <param name="Offset">Position, from 0, without gaps.</param>
public sealed record BusRecord(long Offset, DateTimeOffset Time, PlatformEvent Event)
{
    public ResourceKey Key => Event.About;
}
