namespace GitOpsKafka.Platform.Observation;

/// <summary>Which partition of which topic. Immutable; two are equal when topic and number are.</summary>
/// <param name="Number">From 0.</param>
public sealed record PartitionId(string Topic, int Number)
{
    /// <summary>As Kafka writes it: <c>orders.v1-3</c>.</summary>
    public override string ToString() => $"{Topic}-{Number}";
}
