namespace GitOpsKafka.Platform.Balancing;

/// <summary>Why something moves, in words. Figures are those of before the plan, so that all moves for one broker say the same.</summary>
internal static class Reasons
{
    public static string Drained(MoveDraft draft, int broker) => $"broker {draft.Index.BrokerIds[broker]} is drained";

    public static string NewRack(MoveDraft draft, int broker) =>
        draft.Index.Racks[draft.Index.Rack[broker]] is { } rack ? $"rack {rack} holds no replica" : "no broker without a rack holds a replica";

    public static string NoRoom(MoveDraft draft, int broker) =>
        $"broker {draft.Index.BrokerIds[broker]} holds {ByteSize.Print(draft.Start.Bytes[broker])}, its limit is {ByteSize.Print(draft.Index.Capacity[broker]!.Value)}";

    public static string Replicas(MoveDraft draft, int from, int to)
    {
        string Holds(int broker, int count, string verb) => $"broker {draft.Index.BrokerIds[broker]} {verb} {count} of {draft.Replicas} replicas, its share is {draft.Shares[broker]:0.#}";
        var (lacking, surplus) = (draft.Shares[to] - draft.Start.Count(to), draft.Start.Count(from) - draft.Shares[from]);
        return Math.Max(lacking, surplus) < 1 ? Holds(from, draft.Now.Count(from), "would hold")
            : lacking >= surplus ? Holds(to, draft.Start.Count(to), "holds")
            : Holds(from, draft.Start.Count(from), "holds");
    }

    public static string TopicReplicas(MoveDraft draft, int topic, int broker)
    {
        var share = draft.TopicShare(topic, broker);
        var (before, now) = (draft.Start.TopicReplicas(topic, broker), draft.Now.TopicReplicas(topic, broker));
        return $"broker {draft.Index.BrokerIds[broker]} {(before >= now ? "holds" : "would hold")} {Math.Max(before, now)} replicas of topic {draft.Index.Topics[topic]}, its share is {share:0.#}";
    }

    public static string Leaders(MoveDraft draft, int from, int to)
    {
        var share = draft.LeaderShare;
        var broker = draft.Start.Leaders[to] <= share - 1 ? to : from;
        var (before, now) = (draft.Start.Leaders[broker], draft.Now.Leaders[broker]);
        return Math.Abs(before - share) >= 1
            ? $"broker {draft.Index.BrokerIds[broker]} leads {before} of {draft.Index.Partitions.Length} partitions, its share is {share:0.#}"
            : $"broker {draft.Index.BrokerIds[broker]} would lead {now} of {draft.Index.Partitions.Length} partitions, its share is {share:0.#}";
    }

    public static string TopicLeaders(MoveDraft draft, int topic, int broker) =>
        $"broker {draft.Index.BrokerIds[broker]} would lead {draft.Now.TopicLeaders(topic, broker)} partitions of topic {draft.Index.Topics[topic]}, its share is {draft.TopicLeaderShare(topic):0.#}";

    public static string Bytes(MoveDraft draft, int from, int to) => Far(draft, from, to, draft.ByteShare, draft.Start.Bytes, draft.Now.Bytes, "hold", ByteSize.Print);

    public static string Rate(MoveDraft draft, int from, int to) => Far(draft, from, to, _ => draft.RateShare, draft.Start.Rate, draft.Now.Rate, "serve", value => ByteSize.Print(value) + "/s");

    /// <summary>Names the broker that is farther from its share.</summary>
    private static string Far(MoveDraft draft, int from, int to, Func<int, double> share, long[] before, long[] now, string verb, Func<double, string> print)
    {
        var broker = share(to) - now[to] > now[from] - share(from) ? to : from;
        var isOff = broker == to ? before[to] < share(to) : before[from] > share(from);
        return $"broker {draft.Index.BrokerIds[broker]} {(isOff ? verb + "s" : "would " + verb)} {print(isOff ? before[broker] : now[broker])}, its share is {print(share(broker))}";
    }
}
