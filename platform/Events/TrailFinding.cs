namespace GitOpsKafka.Platform.Events;

/// <summary>Where an event lies on the bus, and which link of which chain it says it is. Immutable.</summary>
public sealed record TrailPlace(int Partition, long Offset, string Producer, long Sequence)
{
    public override string ToString() => Producer.Length == 0 ? $"partition {Partition} offset {Offset}" : $"{Producer} #{Sequence} (partition {Partition} offset {Offset})";
}

/// <summary>Something on the trail that is not as it was published. A closed hierarchy. Immutable.</summary>
public abstract record TrailFinding
{
    private TrailFinding()
    {
    }

    /// <summary>One line for people.</summary>
    public abstract string Describe();

    /// <summary>False for what a crash of a producer may leave behind by itself.</summary>
    public virtual bool IsTampering => true;

    /// <summary>The record is no event of ours. Its link is also reported as <see cref="Missing"/> when it was one before.</summary>
    public sealed record Malformed(TrailPlace Place, string Reason) : TrailFinding
    {
        public override string Describe() => $"malformed: {Place}: {Reason}";
    }

    /// <summary>The record key is not the event's <c>partitionkey</c>, or that is not its subject: the order per resource is not assured.</summary>
    public sealed record KeyMismatch(TrailPlace Place, string Key, string PartitionKey) : TrailFinding
    {
        public override string Describe() => $"key mismatch: {Place}: record key {Key}, partitionkey {PartitionKey}";
    }

    /// <summary>
    /// The event does not follow from the one before: it was altered, or the one before was altered and given a fitting chain value.
    /// The links after it are checked from its stored value, so one altered event gives one finding.
    /// </summary>
    /// <param name="Previous">The event before; null when this is the first of its chain.</param>
    public sealed record Altered(TrailPlace Place, TrailPlace? Previous) : TrailFinding
    {
        public override string Describe() =>
            Previous is null ? $"altered: {Place}" : $"altered: {Place}, or the link to it from {Previous}";
    }

    /// <summary>Links that nobody has: <paramref name="From"/> to <paramref name="To"/>, inclusive. The link after the gap cannot be checked.</summary>
    /// <param name="After">The event before the gap; null at the start.</param>
    /// <param name="Before">The event after the gap; null at the end, known from a chain head kept elsewhere.</param>
    public sealed record Missing(string Producer, long From, long To, TrailPlace? After, TrailPlace? Before) : TrailFinding
    {
        public override string Describe() =>
            $"missing: {Producer} #{From}{(To > From ? $" to #{To}" : "")}, {(After is null ? "at the start" : $"after {After}")}{(Before is null ? "" : $", before {Before}")}";
    }

    /// <summary>Another event says it is the same link, and fits better.</summary>
    public sealed record Inserted(TrailPlace Place, TrailPlace Genuine) : TrailFinding
    {
        public override string Describe() => $"inserted: {Place}; the genuine one is {Genuine}";
    }

    /// <summary>Exactly the same bytes again: a producer that crashed before it heard of the delivery may do this.</summary>
    public sealed record Repeated(TrailPlace Place, TrailPlace First) : TrailFinding
    {
        public override string Describe() => $"repeated: {Place}; first at {First}";

        public override bool IsTampering => false;
    }

    /// <summary>A producer's links go backwards within one partition.</summary>
    /// <param name="Previous">The event of the same producer right before it in the partition, with the higher link.</param>
    public sealed record OutOfOrder(TrailPlace Place, TrailPlace Previous) : TrailFinding
    {
        public override string Describe() => $"out of order: {Place} lies behind {Previous}";
    }

    /// <summary>The link is whole, but not the one that was recorded elsewhere: the chain was rewritten at or before it.</summary>
    public sealed record Rewritten(TrailPlace Place, ChainHead Recorded) : TrailFinding
    {
        public override string Describe() => $"rewritten: {Place} is not the link recorded elsewhere ({Recorded.Chain[..12]}…)";
    }
}
