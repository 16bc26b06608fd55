namespace GitOpsKafka.Platform.Balancing;

/// <summary>What must hold whatever it costs: drained brokers hold nothing, partitions span racks, disks are not overfilled.</summary>
internal static class HardGoals
{
    /// <summary>Topics with more replicas than brokers remain: nothing can be done about these.</summary>
    public static IEnumerable<BlockedTopic> TooManyReplicas(MoveDraft draft) =>
        from partition in Enumerable.Range(0, draft.Index.Partitions.Length)
        let homes = draft.Index.Origin[partition]
        let replicas = homes.Count(broker => draft.Index.IsDrained[broker] || draft.Index.IsOpen[broker])
        where replicas > draft.Index.Open.Length && homes.Any(broker => draft.Index.IsDrained[broker])
        select new BlockedTopic(
            draft.Index.Partitions[partition].Topic,
            $"replication factor {homes.Length} does not fit the {Rules.Print.Count(draft.Index.Open.Length, "broker")} that {(draft.Index.Open.Length == 1 ? "remains" : "remain")}");

    /// <summary>Moves every replica of a drained broker; large ones first, they find room and evenness hardest.</summary>
    public static IEnumerable<BlockedTopic> Drain(MoveDraft draft)
    {
        foreach (var partition in LargestFirst(draft, partition => draft.Index.Origin[partition].Any(broker => draft.Index.IsDrained[broker])))
        {
            foreach (var from in draft.Index.Origin[partition].Where(broker => draft.Index.IsDrained[broker]))
            {
                if (Best(draft, partition, from, leastRacks: Math.Min(0, draft.Index.Open.Max(to => RacksWon(draft, partition, from, to)))) is { } to)
                    draft.Move(partition, from, to, Reasons.Drained(draft, from));
                else
                    yield return NoRoom(draft, partition, $"broker {draft.Index.BrokerIds[from]} cannot be drained: ");
            }
        }
    }

    /// <summary>Spreads partitions over as many racks as there are, or as they have replicas.</summary>
    public static IEnumerable<BlockedTopic> SpreadOverRacks(MoveDraft draft)
    {
        foreach (var partition in LargestFirst(draft, partition => draft.Now.Racks(partition) < Math.Min(draft.Index.OpenRacks, draft.Index.Origin[partition].Length)))
        {
            while (From(draft, partition) is { } from)
            {
                if (Best(draft, partition, from, leastRacks: 1) is not { } to)
                {
                    yield return NoRoom(draft, partition, "it cannot span more racks: ");
                    break;
                }

                draft.Move(partition, from, to, Reasons.NewRack(draft, to));
            }
        }
    }

    /// <summary>Takes from disks that hold more than they may what brings them below the limit: one replica that suffices, or the largest.</summary>
    public static IEnumerable<BlockedTopic> MakeRoom(MoveDraft draft)
    {
        foreach (var from in draft.Index.Open.Where(broker => draft.Index.Capacity[broker] is not null))
        {
            while (draft.Now.Bytes[from] - draft.Index.Capacity[from]!.Value is > 0 and var excess && draft.Now.Bytes[from] > 0)
            {
                var candidates = draft.Now.Hosted(from).Where(partition => draft.Index.Bytes[partition] > 0)
                    .OrderBy(partition => draft.Index.Bytes[partition] >= excess ? draft.Index.Bytes[partition] - excess : long.MaxValue - draft.Index.Bytes[partition]).ThenBy(partition => partition).ToList();
                var found = candidates.Select(partition => (Partition: partition, To: Best(draft, partition, from, leastRacks: 0))).FirstOrDefault(move => move.To is not null);
                if (found.To is not { } to)
                {
                    yield return new BlockedTopic(draft.Index.Partitions[candidates[0]].Topic, $"{Reasons.NoRoom(draft, from)}, and no other broker has room");
                    break;
                }

                draft.Move(found.Partition, from, to, Reasons.NoRoom(draft, from));
            }
        }
    }

    private static List<int> LargestFirst(MoveDraft draft, Func<int, bool> which) =>
        [.. Enumerable.Range(0, draft.Index.Partitions.Length).Where(which).OrderByDescending(partition => draft.Index.Bytes[partition]).ThenBy(partition => partition)];

    /// <summary>The fullest broker that shares its rack with another replica, where another rack could have this one.</summary>
    private static int? From(MoveDraft draft, int partition)
    {
        int? found = null;
        foreach (var from in draft.Now.Replicas(partition))
        {
            if (draft.Index.IsOpen[from] && draft.Index.Open.Any(to => RacksWon(draft, partition, from, to) > 0) && (found is not { } other || draft.Surplus(from) > draft.Surplus(other)))
                found = from;
        }

        return found;
    }

    private static int RacksWon(MoveDraft draft, int partition, int from, int to) => draft.Now.Holds(partition, to) ? int.MinValue : draft.Now.RacksWon(partition, from, to);

    /// <summary>The broker that is farthest below its share, of those with room.</summary>
    private static int? Best(MoveDraft draft, int partition, int from, int leastRacks)
    {
        var topic = draft.Index.Topic[partition];
        (int, double, int, long)? best = null;
        int? found = null;
        foreach (var to in draft.Index.Open)
        {
            var racksWon = RacksWon(draft, partition, from, to);
            if (racksWon < leastRacks || !draft.Now.HasRoom(partition, to))
                continue;
            var rank = (-racksWon, draft.Surplus(to), draft.Now.TopicReplicas(topic, to), draft.Now.Bytes[to]);
            if (best is null || rank.CompareTo(best.Value) < 0)
                (best, found) = (rank, to);
        }

        return found;
    }

    private static BlockedTopic NoRoom(MoveDraft draft, int partition, string what)
    {
        var placed = draft.Index.Partitions[partition];
        return new BlockedTopic(placed.Topic, $"{what}no broker that may hold partition {placed.Id} has {ByteSize.Print(draft.Index.Bytes[partition])} left");
    }
}
