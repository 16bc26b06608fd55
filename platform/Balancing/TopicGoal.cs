namespace GitOpsKafka.Platform.Balancing;

/// <summary>No broker holds much more of one topic than its share; counts of replicas stay as even as they are.</summary>
internal static class TopicGoal
{
    /// <returns>Whether anything moved.</returns>
    public static bool Improve(MoveDraft draft)
    {
        var moved = false;
        for (var topic = 0; topic < draft.Index.Topics.Length; topic++)
        {
            foreach (var from in draft.Index.Open)
            {
                while (draft.IsCrowded(draft.Now.TopicReplicas(topic, from), draft.TopicShare(topic, from)) && Step(draft, topic, from))
                    moved = true;
            }
        }

        return moved;
    }

    /// <summary>Whether one replica more would be too many of its topic.</summary>
    public static bool WouldCrowd(MoveDraft draft, int partition, int broker) =>
        draft.Index.Topic[partition] is var topic && draft.IsCrowded(draft.Now.TopicReplicas(topic, broker) + 1, draft.TopicShare(topic, broker));

    private static bool Step(MoveDraft draft, int topic, int from)
    {
        var mine = draft.Exchangeable(from, isDue: true).FindAll(partition => draft.Index.Topic[partition] == topic);
        if (mine.Count == 0)
            return false;
        var reason = Reasons.TopicReplicas(draft, topic, from);
        var brokers = draft.Index.Open.Where(to => !WouldCrowd(draft, mine[0], to)).OrderBy(to => draft.Now.TopicReplicas(topic, to)).ThenBy(draft.Surplus).ThenBy(to => to);
        foreach (var to in brokers)
        {
            if (Cheapest(draft, mine.Where(partition => draft.MayExchange(partition, from, to)), from, to) is not { } one)
                continue;
            var other = draft.MayHoldMore(from, to) ? null : Counterpart(draft, topic, from, to);
            if (other is null && !draft.MayHoldMore(from, to))
                continue;
            draft.Move(one, from, to, reason);
            if (other is { } back)
                draft.Move(back, to, from, reason);
            return true;
        }

        return false;
    }

    /// <summary>What comes back in exchange; it must not crowd another topic instead.</summary>
    private static int? Counterpart(MoveDraft draft, int topic, int from, int to) => Cheapest(
        draft,
        draft.Exchangeable(to, isDue: true).Where(partition => draft.Index.Topic[partition] != topic && !WouldCrowd(draft, partition, from) && draft.MayExchange(partition, to, from)),
        to, from);

    private static int? Cheapest(MoveDraft draft, IEnumerable<int> partitions, int from, int to) =>
        partitions.Select(partition => (Copies: draft.Now.Copies(partition, from, to), Bytes: draft.Index.Bytes[partition], Partition: (int?)partition)).Order().FirstOrDefault().Partition;
}
