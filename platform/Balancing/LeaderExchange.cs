namespace GitOpsKafka.Platform.Balancing;

/// <summary>Goals that exchange the leadership of two partitions: each broker leads as many as before, and no byte is copied.</summary>
internal static class LeaderExchange
{
    /// <summary>No broker leads much more of one topic than its share.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool SpreadTopics(MoveDraft draft)
    {
        var changed = false;
        for (var topic = 0; topic < draft.Index.Topics.Length; topic++)
        {
            foreach (var from in draft.Index.Open)
            {
                while (draft.IsCrowded(draft.Now.TopicLeaders(topic, from), draft.TopicLeaderShare(topic)) && SpreadTopic(draft, topic, from))
                    changed = true;
            }
        }

        return changed;
    }

    /// <summary>What clients write and read comes within tolerance on each broker.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool EvenRates(MoveDraft draft)
    {
        if (!draft.IsDue(broker => draft.Now.Rate[broker], _ => draft.RateShare, draft.Tolerance.BytesPerSecond, least: 0))
            return false;
        var changed = false;
        while (EvenRate(draft))
            changed = true;
        return changed;
    }

    private static bool SpreadTopic(MoveDraft draft, int topic, int from)
    {
        var reason = Reasons.TopicLeaders(draft, topic, from);
        foreach (var to in draft.Index.Open.OrderBy(to => draft.Now.TopicLeaders(topic, to)).ThenBy(to => to))
        {
            var mine = Led(draft, from, to).Where(partition => draft.Index.Topic[partition] == topic && !WouldCrowd(draft, partition, to)).Take(1).ToList();
            var theirs = Led(draft, to, from).Where(partition => draft.Index.Topic[partition] != topic && !WouldCrowd(draft, partition, from)).Take(1).ToList();
            if (mine is not [var one] || theirs is not [var other])
                continue;
            Exchange(draft, one, from, other, to, reason);
            return true;
        }

        return false;
    }

    private static bool EvenRate(MoveDraft draft)
    {
        double Surplus(int broker) => draft.Now.Rate[broker] - draft.RateShare;
        bool IsFar(int broker) => Math.Abs(Surplus(broker)) > draft.RateShare * draft.Tolerance.BytesPerSecond / 2;
        var above = draft.Index.Open.Where(broker => Surplus(broker) > 0).OrderByDescending(Surplus).ThenBy(broker => broker);
        var below = draft.Index.Open.Where(broker => Surplus(broker) < 0).OrderBy(Surplus).ThenBy(broker => broker).ToList();
        foreach (var from in above)
        {
            foreach (var to in below.Where(to => IsFar(from) || IsFar(to)))
            {
                if (Nearest(draft, from, to, Math.Min(Surplus(from), -Surplus(to))) is not { } found)
                    continue;
                Exchange(draft, found.Fast, from, found.Slow, to, Reasons.Rate(draft, from, to));
                return true;
            }
        }

        return false;
    }

    private static (int Fast, int Slow)? Nearest(MoveDraft draft, int from, int to, double wanted) => (
        from fast in Led(draft, @from, to)
        from slow in Led(draft, to, @from)
        let gain = draft.Index.Rate[fast] - draft.Index.Rate[slow]
        where gain > 0 && gain < draft.Now.Rate[@from] - draft.Now.Rate[to]
        where draft.Index.Topic[fast] == draft.Index.Topic[slow] || !(WouldCrowd(draft, fast, to) || WouldCrowd(draft, slow, @from))
        select ((int, int)?)(fast, slow)).MinBy(pair => (Math.Abs(draft.Index.Rate[pair!.Value.Item1] - draft.Index.Rate[pair.Value.Item2] - wanted), pair));

    private static IEnumerable<int> Led(MoveDraft draft, int leader, int follower) =>
        draft.Now.Hosted(leader).Where(partition => draft.Now.Replicas(partition)[0] == leader && draft.Now.Holds(partition, follower));

    private static bool WouldCrowd(MoveDraft draft, int partition, int broker) =>
        draft.Index.Topic[partition] is var topic && draft.IsCrowded(draft.Now.TopicLeaders(topic, broker) + 1, draft.TopicLeaderShare(topic));

    private static void Exchange(MoveDraft draft, int one, int from, int other, int to, string reason)
    {
        draft.Lead(one, to, reason);
        draft.Lead(other, from, reason);
    }
}
