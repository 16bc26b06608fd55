namespace GitOpsKafka.Platform.Balancing;

/// <summary>Who holds what while a plan is made, with sums that are kept as replicas move. For one thread.</summary>
internal sealed class Assignment
{
    private readonly PlacementIndex _index;
    private readonly int[][] _replicas;
    private readonly List<int>[] _hosted;
    private readonly int[,] _topicReplicas;
    private readonly int[,] _topicLeaders;
    private readonly long[] _bytesAtWorst;

    public Assignment(PlacementIndex index)
    {
        _index = index;
        var brokers = index.BrokerIds.Length;
        _replicas = [.. index.Origin.Select(replicas => replicas.ToArray())];
        _hosted = [.. index.BrokerIds.Select(_ => new List<int>())];
        _topicReplicas = new int[index.Topics.Length, brokers];
        _topicLeaders = new int[index.Topics.Length, brokers];
        (Bytes, Leaders, Rate, _bytesAtWorst) = (new long[brokers], new int[brokers], new long[brokers], new long[brokers]);
        for (var partition = 0; partition < _replicas.Length; partition++)
        {
            foreach (var broker in _replicas[partition])
                Add(partition, broker);
            if (_replicas[partition] is [var leader, ..])
                CountLeader(partition, leader, 1);
        }

        Bytes.CopyTo(_bytesAtWorst, 0);
    }

    /// <summary>On each broker.</summary>
    public long[] Bytes { get; }

    /// <summary>Partitions that prefer each broker as their leader.</summary>
    public int[] Leaders { get; }

    /// <summary>Bytes per second of the partitions that prefer each broker as their leader.</summary>
    public long[] Rate { get; }

    public int Count(int broker) => _hosted[broker].Count;

    /// <summary>Partitions with a replica on the broker; to be read before the next move only.</summary>
    public IReadOnlyList<int> Hosted(int broker) => _hosted[broker];

    /// <summary>The preferred leader first.</summary>
    public ReadOnlySpan<int> Replicas(int partition) => _replicas[partition];

    public int TopicReplicas(int topic, int broker) => _topicReplicas[topic, broker];

    public int TopicLeaders(int topic, int broker) => _topicLeaders[topic, broker];

    public bool Holds(int partition, int broker) => _replicas[partition].AsSpan().Contains(broker);

    public bool IsHome(int partition, int broker) => _index.Origin[partition].AsSpan().Contains(broker);

    /// <summary>Copies that a move makes necessary: none for a replica that is on its way already, -1 for one that comes back.</summary>
    public int Copies(int partition, int from, int to) => (IsHome(partition, from) ? 1 : 0) - (IsHome(partition, to) ? 1 : 0);

    /// <summary>That a partition spans.</summary>
    public int Racks(int partition)
    {
        var racks = 0;
        var replicas = _replicas[partition];
        for (var place = 0; place < replicas.Length; place++)
        {
            var rack = _index.Rack[replicas[place]];
            var isNew = rack >= 0;
            for (var earlier = 0; earlier < place; earlier++)
                isNew &= _index.Rack[replicas[earlier]] != rack;
            racks += isNew ? 1 : 0;
        }

        return racks;
    }

    /// <summary>Racks that a partition wins, 1, or loses, -1, by a move.</summary>
    public int RacksWon(int partition, int from, int to)
    {
        var (before, after) = (_index.Rack[from], _index.Rack[to]);
        if (before == after)
            return 0;
        var (isLost, isWon) = (before >= 0, after >= 0);
        foreach (var broker in _replicas[partition])
        {
            isLost &= broker == from || _index.Rack[broker] != before;
            isWon &= broker == from || _index.Rack[broker] != after;
        }

        return (isWon ? 1 : 0) - (isLost ? 1 : 0);
    }

    /// <summary>
    /// Nothing that leaves a broker counts as room: in whatever order the moves are made, no disk ever holds more than it may.
    /// </summary>
    public bool HasRoom(int partition, int broker) =>
        _index.Capacity[broker] is not { } capacity || (IsHome(partition, broker) ? Bytes : _bytesAtWorst)[broker] + _index.Bytes[partition] <= capacity;

    /// <summary>Whether all hard goals stay as well met as they are.</summary>
    public bool Fits(int partition, int from, int to) =>
        _index.IsOpen[to] && !Holds(partition, to) && HasRoom(partition, to) && RacksWon(partition, from, to) >= 0;

    /// <summary>The new replica takes the old one's place in the order.</summary>
    public void Move(int partition, int from, int to)
    {
        var place = _replicas[partition].AsSpan().IndexOf(from);
        _replicas[partition][place] = to;
        _hosted[from].Remove(partition);
        Bytes[from] -= _index.Bytes[partition];
        _topicReplicas[_index.Topic[partition], from]--;
        Add(partition, to);
        _bytesAtWorst[from] -= IsHome(partition, from) ? 0 : _index.Bytes[partition];
        _bytesAtWorst[to] += IsHome(partition, to) ? 0 : _index.Bytes[partition];
        if (place != 0)
            return;
        CountLeader(partition, from, -1);
        CountLeader(partition, to, 1);
    }

    /// <summary>Exchanges the preferred leader and another replica.</summary>
    public void Lead(int partition, int broker)
    {
        var replicas = _replicas[partition];
        var place = replicas.AsSpan().IndexOf(broker);
        CountLeader(partition, replicas[0], -1);
        CountLeader(partition, broker, 1);
        (replicas[0], replicas[place]) = (broker, replicas[0]);
    }

    private void Add(int partition, int broker)
    {
        _hosted[broker].Add(partition);
        Bytes[broker] += _index.Bytes[partition];
        _topicReplicas[_index.Topic[partition], broker]++;
    }

    private void CountLeader(int partition, int broker, int one)
    {
        Leaders[broker] += one;
        Rate[broker] += one * _index.Rate[partition];
        _topicLeaders[_index.Topic[partition], broker] += one;
    }
}
