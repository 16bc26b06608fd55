namespace GitOpsKafka.Platform.Observation;

/// <summary>
/// Where one broker has the value of one setting from; what is set first wins. Settings for which nothing is set are left out.
/// Null means not set there. Immutable. Source: https://kafka.apache.org/documentation/#dynamicbrokerconfigs.
/// </summary>
/// <param name="Own">Set for this broker while it runs.</param>
/// <param name="Shared">Set for all brokers while they run.</param>
/// <param name="File">In the file that the broker was started with.</param>
public sealed record BrokerSetting(string? Own, string? Shared, string? File)
{
    public static BrokerSetting None { get; } = new(null, null, null);
}
