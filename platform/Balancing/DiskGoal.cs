namespace GitOpsKafka.Platform.Balancing;

/// <summary>Bytes on disk come within tolerance by exchanging large replicas for small ones; counts of replicas stay as even as they are.</summary>
internal static class DiskGoal
{
    /// <returns>Whether anything moved.</returns>
    public static bool Improve(MoveDraft draft)
    {
        var isDue = draft.IsDue(broker => draft.Now.Bytes[broker], draft.ByteShare, draft.Tolerance.Bytes, least: 0);
        var stuck = new HashSet<(int, int)>();
        var moved = false;
        while (Step(draft, isDue, stuck))
            moved = true;
        return moved;
    }

    private static bool Step(MoveDraft draft, bool isDue, HashSet<(int From, int To)> stuck)
    {
        bool IsFar(int broker) => Math.Abs(draft.ByteSurplus(broker)) > draft.ByteShare(broker) * draft.Tolerance.Bytes / 2;
        var above = draft.Index.Open.Where(broker => draft.ByteSurplus(broker) > 0).OrderByDescending(draft.ByteSurplus).ThenBy(broker => broker);
        var below = draft.Index.Open.Where(broker => draft.ByteSurplus(broker) < 0).OrderBy(draft.ByteSurplus).ThenBy(broker => broker).ToList();
        foreach (var from in above)
        {
            foreach (var to in below.Where(to => (IsFar(from) || IsFar(to)) && !stuck.Contains((from, to))))
            {
                if (ByteExchange.Find(draft, from, to, isDue) is { } found)
                {
                    Exchange(draft, found, from, to);
                    return true;
                }

                stuck.Add((from, to));
            }
        }

        return false;
    }

    private static void Exchange(MoveDraft draft, (int Large, int? Small) found, int from, int to)
    {
        var reason = Reasons.Bytes(draft, from, to);
        draft.Move(found.Large, from, to, reason);
        if (found.Small is { } small)
            draft.Move(small, to, from, reason);
    }
}
