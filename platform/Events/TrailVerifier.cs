using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// Proves from the raw records of the whole topic that nothing was altered, removed, inserted or reordered, and names the place where it was.
/// What no chain without a key can show: a tail that was cut off, or rewritten from some event on, unless a <see cref="ChainHead"/> kept
/// elsewhere is given; and the order between events of different producers. Holds all records in memory.
/// </summary>
public static class TrailVerifier
{
    /// <param name="records">In bus order within each partition; partitions may be mixed in any way.</param>
    /// <param name="recorded">Chain heads kept outside the bus: each must be found again as it was.</param>
    public static TrailReport Verify(IEnumerable<TrailRecord> records, IReadOnlyCollection<ChainHead>? recorded = null)
    {
        var findings = ImmutableArray.CreateBuilder<TrailFinding>();
        var count = 0;
        var links = new List<TrailLink>();
        foreach (var record in records)
        {
            count++;
            if (TrailLink.Read(record, findings) is { } link)
                links.Add(link);
        }

        var chains = Chains(links, recorded ?? [], findings);
        CheckOrder(links, findings);
        return new TrailReport(count, chains, findings.ToImmutable());
    }

    private static ImmutableArray<ProducerChain> Chains(
        List<TrailLink> links, IReadOnlyCollection<ChainHead> recorded, ImmutableArray<TrailFinding>.Builder findings)
    {
        var chains = ImmutableArray.CreateBuilder<ProducerChain>();
        foreach (var producer in links.GroupBy(link => link.Place.Producer).OrderBy(group => group.Key, StringComparer.Ordinal))
            chains.Add(ChainCheck.Run(producer.Key, producer, recorded.Where(head => head.Producer == producer.Key), findings));
        foreach (var lost in recorded.Where(head => head.Sequence > 0 && chains.All(chain => chain.Producer != head.Producer)))
            findings.Add(new TrailFinding.Missing(lost.Producer, 1, lost.Sequence, null, null));
        return chains.ToImmutable();
    }

    private static void CheckOrder(List<TrailLink> links, ImmutableArray<TrailFinding>.Builder findings)
    {
        foreach (var run in links.Where(link => !link.IsRepeated).GroupBy(link => (link.Place.Partition, link.Place.Producer)))
        {
            TrailPlace? previous = null;
            foreach (var link in run)
            {
                if (previous is not null && link.Place.Sequence < previous.Sequence)
                    findings.Add(new TrailFinding.OutOfOrder(link.Place, previous));
                previous = link.Place;
            }
        }
    }
}
