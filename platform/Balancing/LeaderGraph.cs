namespace GitOpsKafka.Platform.Balancing;

/// <summary>Which broker could hand leadership to which: one that holds a replica of a partition which the other leads. For one thread.</summary>
internal sealed class LeaderGraph
{
    private readonly MoveDraft _draft;
    private readonly int[,] _shared;

    public LeaderGraph(MoveDraft draft)
    {
        _draft = draft;
        _shared = new int[draft.Index.BrokerIds.Length, draft.Index.BrokerIds.Length];
        for (var partition = 0; partition < draft.Index.Partitions.Length; partition++)
            Count(partition, 1);
    }

    /// <summary>The shortest chain from a broker to the one that leads fewest; null when nobody within reach leads at least two fewer.</summary>
    public List<int>? Chain(int from)
    {
        var before = new Dictionary<int, int> { [from] = -1 };
        var queue = new Queue<int>([from]);
        var fewest = from;
        while (queue.TryDequeue(out var broker))
        {
            if (_draft.Now.Leaders[broker] < _draft.Now.Leaders[fewest])
                fewest = broker;
            foreach (var next in _draft.Index.Open)
            {
                if (_shared[broker, next] > 0 && before.TryAdd(next, broker))
                    queue.Enqueue(next);
            }
        }

        if (_draft.Now.Leaders[from] - _draft.Now.Leaders[fewest] < 2)
            return null;
        var chain = new List<int>();
        for (var broker = fewest; broker >= 0; broker = before[broker])
            chain.Add(broker);
        chain.Reverse();
        return chain;
    }

    /// <summary>The first leads one partition less, the last one more.</summary>
    public void Shift(List<int> chain)
    {
        var reason = Reasons.Leaders(_draft, chain[0], chain[^1]);
        for (var place = chain.Count - 2; place >= 0; place--)
        {
            var partition = Best(chain[place], chain[place + 1]);
            Count(partition, -1);
            _draft.Lead(partition, chain[place + 1], reason);
            Count(partition, 1);
        }
    }

    /// <summary>Of the topic that the one leads most more of than the other.</summary>
    private int Best(int from, int to) => _draft.Now.Hosted(from)
        .Where(partition => _draft.Now.Replicas(partition)[0] == from && _draft.Now.Holds(partition, to))
        .MinBy(partition => (_draft.Now.TopicLeaders(_draft.Index.Topic[partition], to) - _draft.Now.TopicLeaders(_draft.Index.Topic[partition], from), partition));

    private void Count(int partition, int one)
    {
        var replicas = _draft.Now.Replicas(partition);
        for (var place = 1; place < replicas.Length; place++)
            _shared[replicas[0], replicas[place]] += one;
    }
}
