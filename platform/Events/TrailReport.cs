using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Events;

/// <summary>What a look at the whole trail showed. Immutable.</summary>
/// <param name="Records">How many records were looked at.</param>
/// <param name="Chains">By producer (ordinal).</param>
/// <param name="Findings">By producer chain first, then by partition; empty when the trail is as it was published.</param>
public sealed record TrailReport(int Records, ImmutableArray<ProducerChain> Chains, ImmutableArray<TrailFinding> Findings)
{
    /// <summary>True when nothing was altered, lost, inserted or moved; harmless repetitions are allowed.</summary>
    public bool IsIntact => !Findings.Any(finding => finding.IsTampering);
}

/// <summary>One producer's chain as found. Immutable.</summary>
/// <param name="First">Lowest sequence.</param>
/// <param name="Count">Links found, repetitions and insertions not counted.</param>
/// <param name="Head">The newest link: keep it elsewhere to be able to prove later that the end was not cut off or rewritten.</param>
public sealed record ProducerChain(string Producer, long First, long Count, ChainHead Head);
