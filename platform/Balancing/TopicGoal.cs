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
        List<int> mine = [.. draft.Now.Hosted(from).Where(partition => draft.Index.Topic[partition] == topic)];
        var reason = Reasons.TopicReplicas(draft, topic, from);
        var brokers = draft.Index.Open.Where(to => !WouldCrowd(draft, mine[0], to)).OrderBy(to => draft.Now.TopicReplicas(topic, to)).ThenBy(draft.Surplus).ThenBy(to => to);
        foreach (var to in brokers)
        {
            mine.Sort(ByCopies(draft, from, to));
            if (Single(draft, mine, from, to) is { } single)
            {
                draft.Move(single, from, to, reason);
                return true;
            }

            if (Swap(draft, mine, from, to) is not { } swap)
                continue;
            draft.Move(swap.Mine, from, to, reason);
            draft.Move(swap.Theirs, to, from, reason);
            return true;
        }

        return false;
    }

    private static int? Single(MoveDraft draft, List<int> mine, int from, int to) =>
        draft.MayHoldMore(from, to) && mine.FindIndex(partition => draft.MayMove(partition, from, to, isDue: true)) is >= 0 and var place ? mine[place] : null;

    /// <summary>The exchange that copies least; it must not crowd another topic instead.</summary>
    private static (int Mine, int Theirs)? Swap(MoveDraft draft, List<int> mine, int from, int to)
    {
        List<int> theirs = [.. draft.Now.Hosted(to).Where(partition => draft.Index.Topic[partition] != draft.Index.Topic[mine[0]] && !WouldCrowd(draft, partition, from))];
        theirs.Sort(ByCopies(draft, to, from));
        foreach (var one in mine)
        {
            foreach (var other in theirs)
            {
                if (draft.MaySwap(one, from, other, to, isDue: true))
                    return (one, other);
            }
        }

        return null;
    }

    private static Comparison<int> ByCopies(MoveDraft draft, int from, int to) => (one, other) =>
        (draft.Now.Copies(one, from, to), draft.Index.Bytes[one], one).CompareTo((draft.Now.Copies(other, from, to), draft.Index.Bytes[other], other));
}
