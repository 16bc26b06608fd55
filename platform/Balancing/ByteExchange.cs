namespace GitOpsKafka.Platform.Balancing;

/// <summary>Finds two replicas that change places so that the bytes of both brokers come nearer to their shares.</summary>
internal static class ByteExchange
{
    /// <summary>Small replicas that are tried on either side of the best size.</summary>
    private const int Width = 4;

    /// <param name="from">Holds more bytes than its share.</param>
    /// <param name="to">Holds fewer.</param>
    /// <returns>The best by what is still missing and what is copied; without a small one where the other broker may hold one replica more.</returns>
    public static (int Large, int? Small)? Find(MoveDraft draft, int from, int to, bool isDue)
    {
        int[] small = [.. draft.Exchangeable(to, isDue).Where(partition => draft.MayExchange(partition, to, from)).OrderBy(partition => draft.Index.Bytes[partition]).ThenBy(partition => partition)];
        long[] sizes = [.. small.Select(partition => draft.Index.Bytes[partition])];
        var wanted = Math.Min(draft.ByteSurplus(from), -draft.ByteSurplus(to));
        var mayHoldMore = draft.MayHoldMore(from, to);
        (double Cost, int Large, int Small) best = (double.MaxValue, 0, 0);
        foreach (var large in draft.Exchangeable(from, isDue).Where(partition => draft.MayExchange(partition, from, to)))
        {
            if (mayHoldMore && (Cost(draft, large, null, from, to, wanted), large, -1) is var alone && alone.CompareTo(best) < 0 && !TopicGoal.WouldCrowd(draft, large, to))
                best = alone;
            foreach (var place in Places(sizes, draft.Index.Bytes[large] - wanted))
            {
                if ((Cost(draft, large, small[place], from, to, wanted), large, small[place]) is var both && both.CompareTo(best) < 0 && IsSpread(draft, large, small[place], from, to))
                    best = both;
            }
        }

        return best.Cost < double.MaxValue ? (best.Large, best.Small < 0 ? null : best.Small) : null;
    }

    /// <summary>The smallest, and those next to the best size.</summary>
    private static IEnumerable<int> Places(long[] sizes, double best)
    {
        var middle = Array.BinarySearch(sizes, (long)Math.Max(0, best));
        middle = middle < 0 ? ~middle : middle;
        for (var place = 0; place < Math.Min(Width, sizes.Length); place++)
            yield return place;
        for (var place = Math.Max(Width, middle - Width); place < Math.Min(sizes.Length, middle + Width); place++)
            yield return place;
    }

    /// <summary>The largest number when the exchange would not bring both nearer to their shares.</summary>
    private static double Cost(MoveDraft draft, int large, int? small, int from, int to, double wanted)
    {
        var gain = draft.Index.Bytes[large] - (small is { } less ? draft.Index.Bytes[less] : 0);
        if (gain <= 0 || gain >= draft.ByteSurplus(from) - draft.ByteSurplus(to) - 1)
            return double.MaxValue;
        var copied = (double)draft.Index.Bytes[large] * draft.Now.Copies(large, from, to) + (small is { } back ? (double)draft.Index.Bytes[back] * draft.Now.Copies(back, to, from) : 0);
        return Math.Abs(gain - wanted) + copied / 2;
    }

    private static bool IsSpread(MoveDraft draft, int one, int other, int from, int to) =>
        draft.Index.Topic[one] == draft.Index.Topic[other] || !(TopicGoal.WouldCrowd(draft, one, to) || TopicGoal.WouldCrowd(draft, other, from));
}
