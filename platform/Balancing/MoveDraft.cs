namespace GitOpsKafka.Platform.Balancing;

/// <summary>A plan in the making: what the goals work on. For one thread.</summary>
internal sealed class MoveDraft
{
    private readonly Dictionary<(int Partition, int Home), string> _departures = [];
    private readonly Dictionary<int, (int Before, string Reason)> _reorders = [];
    private readonly int[] _topicReplicas;
    private readonly int[] _topicPartitions;
    private readonly double _replicas;
    private readonly double _bytes;
    private readonly bool _isRebalance;
    private readonly bool _mayCopy;

    public MoveDraft(Placement placement, BalanceRequest request, BalanceTolerance tolerance)
    {
        Index = new PlacementIndex(placement, request);
        Start = new Assignment(Index);
        Now = new Assignment(Index);
        Shares = ReplicaShares.Of(Index);
        Replicas = Index.Origin.Sum(replicas => replicas.Length);
        Tolerance = tolerance;
        _replicas = Shares.Sum();
        _topicReplicas = new int[Index.Topics.Length];
        _topicPartitions = new int[Index.Topics.Length];
        for (var partition = 0; partition < Index.Partitions.Length; partition++)
        {
            _topicReplicas[Index.Topic[partition]] += Index.Origin[partition].Length;
            _topicPartitions[Index.Topic[partition]]++;
            _bytes += (double)Index.Bytes[partition] * Index.Origin[partition].Length;
        }

        _isRebalance = request.IsRebalance;
        _mayCopy = request.Drain.IsEmpty || !request.Fill.IsEmpty;
    }

    public PlacementIndex Index { get; }

    /// <summary>As it is; never changed.</summary>
    public Assignment Start { get; }

    /// <summary>As it will be.</summary>
    public Assignment Now { get; }

    /// <summary>Of all partitions together.</summary>
    public int Replicas { get; }

    /// <summary>Replicas that each broker should hold.</summary>
    public double[] Shares { get; }

    public BalanceTolerance Tolerance { get; }

    /// <summary>What is asked for is done to the end; what nobody asked for is left alone within tolerance.</summary>
    /// <param name="value">Of each broker.</param>
    /// <param name="share">What each broker should have.</param>
    /// <param name="least">A distance that is always tolerated.</param>
    public bool IsDue(Func<int, double> value, Func<int, double> share, double tolerance, double least) =>
        !_isRebalance || Index.Open.Any(broker => Math.Abs(value(broker) - share(broker)) > Math.Max(least, tolerance * share(broker)));

    /// <summary>Replicas of a topic that a broker should hold.</summary>
    public double TopicShare(int topic, int broker) => _topicReplicas[topic] * Shares[broker] / _replicas;

    /// <summary>Partitions of a topic that a broker should lead.</summary>
    public double TopicLeaderShare(int topic) => (double)_topicPartitions[topic] / Index.Open.Length;

    /// <summary>Partitions that a broker should lead.</summary>
    public double LeaderShare => (double)Index.Open.Sum(broker => Now.Leaders[broker]) / Index.Open.Length;

    /// <summary>Bytes per second that a broker should serve.</summary>
    public double RateShare => (double)Index.Open.Sum(broker => Now.Rate[broker]) / Index.Open.Length;

    /// <summary>Bytes that a broker should hold: as many as go with its share of replicas.</summary>
    public double ByteShare(int broker) => _bytes * Shares[broker] / _replicas;

    /// <summary>Bytes that a broker holds beyond its share; negative when it lacks some.</summary>
    public double ByteSurplus(int broker) => Now.Bytes[broker] - ByteShare(broker);

    /// <summary>Whether that many replicas, or leaders, of one topic are more than a broker's share and what is tolerated.</summary>
    public bool IsCrowded(int count, double share) => count > Math.Ceiling(share - 1e-6) + Math.Max(1, Tolerance.Counts * share);

    /// <summary>How many replicas a broker holds beyond its share; negative when it lacks some.</summary>
    public double Surplus(int broker) => Now.Count(broker) - Shares[broker];

    /// <summary>Whether counts of replicas stay as even as they are when one more goes from the one to the other.</summary>
    public bool MayHoldMore(int from, int to) => Surplus(from) - Surplus(to) > 1 - 1e-6;

    /// <summary>Whether a soft goal may move this replica. While brokers are drained only, it may but send elsewhere what moves anyway.</summary>
    public bool MayMove(int partition, int from, int to, bool isDue) =>
        ((isDue && _mayCopy) || Now.Copies(partition, from, to) <= 0) && Receives(partition, to) && Now.Fits(partition, from, to);

    /// <summary>Replicas on a broker that a soft goal may exchange for others. While brokers are filled or drained only what moves anyway: no exchange copies more.</summary>
    public List<int> Exchangeable(int broker, bool isDue) =>
        isDue && _isRebalance ? [.. Now.Hosted(broker)] : [.. Now.Hosted(broker).Where(partition => !Now.IsHome(partition, broker))];

    /// <summary>Whether an exchangeable replica may go to the other's broker.</summary>
    public bool MayExchange(int partition, int from, int to) => Receives(partition, to) && Now.Fits(partition, from, to);

    /// <param name="reason">Not what is told when another replica of the partition comes home instead: that one's reason holds for both.</param>
    public void Move(int partition, int from, int to, string reason)
    {
        if (Now.IsHome(partition, from))
            _departures[(partition, from)] = Now.IsHome(partition, to) && _departures.Remove((partition, to), out var earlier) ? earlier : reason;
        Now.Move(partition, from, to);
    }

    public void Lead(int partition, int broker, string reason)
    {
        var before = _reorders.TryGetValue(partition, out var earlier) ? earlier.Before : Now.Replicas(partition)[0];
        _reorders[partition] = (before, reason);
        Now.Lead(partition, broker);
    }

    /// <summary>A preferred leader that stays, leads: replicas that come and go may have taken its place.</summary>
    public void KeepLeaders()
    {
        for (var partition = 0; partition < Index.Partitions.Length; partition++)
        {
            if (Index.Origin[partition] is [var leader, ..] && Now.Replicas(partition)[0] != leader && Now.Holds(partition, leader) && !_reorders.ContainsKey(partition))
                Now.Lead(partition, leader);
        }
    }

    /// <summary>Every partition whose replicas or leader are not what they were.</summary>
    public IEnumerable<PartitionMove> Moves() => Enumerable.Range(0, Index.Partitions.Length).Select(ToMove).OfType<PartitionMove>();

    private bool Receives(int partition, int to) => Index.IsFilled[to] || Now.IsHome(partition, to);

    private PartitionMove? ToMove(int partition)
    {
        var from = Index.Origin[partition];
        var to = InOrder(from, Now.Replicas(partition));
        if (to.AsSpan().SequenceEqual(from))
            return null;
        var reasons = from.Except(to).Select(home => _departures[(partition, home)]);
        if (_reorders.TryGetValue(partition, out var reorder) && reorder.Before != to[0])
            reasons = reasons.Append(reorder.Reason);
        var placed = Index.Partitions[partition];
        return new PartitionMove(
            placed.Topic, placed.Id, placed.Replicas, [.. to.Select(broker => Index.BrokerIds[broker])],
            Index.Bytes[partition] * to.Except(from).Count(), string.Join("; ", reasons.Distinct(StringComparer.Ordinal)));
    }

    /// <summary>Only the first place means something; the others are as they were, and what is new fills the gaps.</summary>
    private static int[] InOrder(int[] from, ReadOnlySpan<int> to)
    {
        if (to.IsEmpty)
            return [];
        var leader = to[0];
        var rest = new Queue<int>(to.ToArray().Where(broker => broker != leader && !from.AsSpan(1).Contains(broker)));
        int[] kept = [.. to.ToArray().Where(broker => broker != leader)];
        return [leader, .. from.Skip(1).Select(broker => kept.Contains(broker) ? broker : rest.Dequeue())];
    }
}
