namespace GitOpsKafka.Platform.Balancing;

/// <summary>Every broker holds its share of replicas. Each move goes from one above its share to one below: none is wasted.</summary>
internal static class ReplicaGoal
{
    // Shares are quotients; counts are whole.
    private const double Rounding = 1e-6;

    /// <returns>Whether anything moved.</returns>
    public static bool Improve(MoveDraft draft)
    {
        var isDue = draft.IsDue(broker => draft.Now.Count(broker), broker => draft.Shares[broker], draft.Tolerance.Counts, least: 1);
        var stuck = new HashSet<(int, int)>();
        var moved = false;
        while (Step(draft, isDue, stuck))
            moved = true;
        return moved;
    }

    private static bool Step(MoveDraft draft, bool isDue, HashSet<(int From, int To)> stuck)
    {
        var above = draft.Index.Open.Where(broker => draft.Surplus(broker) > Rounding).OrderByDescending(draft.Surplus).ThenBy(broker => broker);
        var below = draft.Index.Open.Where(broker => draft.Surplus(broker) < -Rounding).OrderBy(draft.Surplus).ThenBy(broker => broker).ToList();
        foreach (var from in above)
        {
            foreach (var to in below.TakeWhile(to => draft.Surplus(from) - draft.Surplus(to) > 1 + Rounding))
            {
                if (stuck.Contains((from, to)))
                    continue;
                if (Best(draft, from, to, isDue) is { } partition)
                {
                    draft.Move(partition, from, to, Reasons.Replicas(draft, from, to));
                    return true;
                }

                stuck.Add((from, to));
            }
        }

        return false;
    }

    /// <summary>
    /// What need not be copied comes first, then what spreads its topic, then what brings the bytes of both brokers nearest to theirs.
    /// </summary>
    private static int? Best(MoveDraft draft, int from, int to, bool isDue)
    {
        var wanted = WantedBytes(draft, from, to);
        (int Order, double Misfit, int Partition)? best = null;
        foreach (var partition in draft.Now.Hosted(from))
        {
            var topic = draft.Index.Topic[partition];
            var crowding = 2 - Math.Clamp(draft.Now.TopicReplicas(topic, from) - draft.Now.TopicReplicas(topic, to), 0, 2);
            var rank = (Order: (3 * draft.Now.Copies(partition, from, to)) + crowding, Misfit: Math.Abs(draft.Index.Bytes[partition] - wanted), partition);
            if (best is { } known && (rank.Order > known.Order || (rank.Order == known.Order && rank.CompareTo(known) > 0)))
                continue;
            if (draft.MayMove(partition, from, to, isDue))
                best = rank;
        }

        return best?.Partition;
    }

    /// <summary>What each replica must be large, on average, so that the bytes above and below the shares go with the replicas.</summary>
    private static double WantedBytes(MoveDraft draft, int from, int to)
    {
        var give = draft.ByteSurplus(from) / Math.Max(1, draft.Surplus(from));
        var take = -draft.ByteSurplus(to) / Math.Max(1, -draft.Surplus(to));
        return (give + take) / 2;
    }
}
