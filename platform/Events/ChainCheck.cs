using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Events;

/// <summary>Follows one producer's chain link by link.</summary>
internal sealed class ChainCheck
{
    private readonly string _producer;
    private readonly ImmutableArray<TrailFinding>.Builder _findings;
    private TrailLink? _previous;

    // What the link before carries, and what it should carry: if only its chain value was altered, the next link follows from the latter.
    private string? _stored = EventChain.Origin;
    private string? _computed;
    private long _count;

    private ChainCheck(string producer, ImmutableArray<TrailFinding>.Builder findings) => (_producer, _findings) = (producer, findings);

    /// <param name="links">All of this producer, in bus order; at least one.</param>
    /// <param name="recorded">Heads of this producer that are known from elsewhere.</param>
    public static ProducerChain Run(
        string producer, IEnumerable<TrailLink> links, IEnumerable<ChainHead> recorded, ImmutableArray<TrailFinding>.Builder findings)
    {
        var bySequence = links.GroupBy(link => link.Place.Sequence).OrderBy(group => group.Key).Select(group => group.ToList()).ToList();
        var heads = recorded.ToLookup(head => head.Sequence);
        var check = new ChainCheck(producer, findings);
        for (var i = 0; i < bySequence.Count; i++)
            check.Step(bySequence[i], i + 1 < bySequence.Count ? bySequence[i + 1] : [], heads);
        check.End(heads.Select(head => head.Key).DefaultIfEmpty().Max());
        var last = check._previous!;
        return new ProducerChain(producer, bySequence[0][0].Place.Sequence, check._count, new ChainHead(producer, last.Place.Sequence, last.Chain));
    }

    private void Step(List<TrailLink> candidates, List<TrailLink> next, ILookup<long, ChainHead> heads)
    {
        CheckGap(candidates[0].Place);
        var link = Choose(Distinct(candidates), next);
        var isWhole = _stored is null ? link.IsCanonical : link.Follows(_stored) || link.Follows(_computed);
        if (!isWhole)
            _findings.Add(new TrailFinding.Altered(link.Place, _previous?.Place));
        foreach (var head in heads[link.Place.Sequence].Where(head => isWhole && head.Chain != link.Chain))
            _findings.Add(new TrailFinding.Rewritten(link.Place, head));
        _computed = _stored is null ? null : link.ChainAfter(_stored);
        (_stored, _previous) = (link.Chain, link);
        _count++;
    }

    private void CheckGap(TrailPlace place)
    {
        var expected = (_previous?.Place.Sequence ?? 0) + 1;
        if (place.Sequence == expected)
            return;
        _findings.Add(new TrailFinding.Missing(_producer, expected, place.Sequence - 1, _previous?.Place, place));
        (_stored, _computed) = (null, null);
    }

    private void End(long recorded)
    {
        var last = _previous!.Place;
        if (recorded > last.Sequence)
            _findings.Add(new TrailFinding.Missing(_producer, last.Sequence + 1, recorded, last, null));
    }

    private List<TrailLink> Distinct(List<TrailLink> candidates)
    {
        var distinct = new List<TrailLink>();
        foreach (var candidate in candidates)
        {
            if (distinct.Find(seen => seen.Bytes.Span.SequenceEqual(candidate.Bytes.Span)) is { } first)
            {
                candidate.IsRepeated = true;
                _findings.Add(new TrailFinding.Repeated(candidate.Place, first.Place));
            }
            else
            {
                distinct.Add(candidate);
            }
        }

        return distinct;
    }

    /// <summary>Of several that say they are the same link, the one that fits both neighbours best; the first of equals.</summary>
    private TrailLink Choose(List<TrailLink> candidates, List<TrailLink> next)
    {
        var genuine = candidates.MaxBy(link => (link.Follows(_stored) || link.Follows(_computed) ? 2 : 0) + (next.Exists(after => after.Follows(link.Chain)) ? 1 : 0))!;
        foreach (var inserted in candidates.Where(link => link != genuine))
            _findings.Add(new TrailFinding.Inserted(inserted.Place, genuine.Place));
        return genuine;
    }
}
