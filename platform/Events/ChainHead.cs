namespace GitOpsKafka.Platform.Events;

/// <summary>The newest link of one producer's chain: what the next event continues. Immutable.</summary>
/// <param name="Sequence">0 before the first event.</param>
/// <param name="Chain">64 hex digits in lower case; zeros before the first event.</param>
public sealed record ChainHead(string Producer, long Sequence, string Chain)
{
    /// <summary>What the first event of a producer continues: sequence 0 and 32 zero bytes.</summary>
    public static ChainHead Start(string producer) => new(producer, 0, EventChain.Origin);
}
