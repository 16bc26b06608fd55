namespace GitOpsKafka.Platform.Balancing;

/// <summary>
/// How many replicas each broker should hold: as many as the others, as far as racks allow. Where every partition needs a replica in
/// each rack, a rack of one broker holds as much as a rack of five.
/// </summary>
internal static class ReplicaShares
{
    /// <summary>By broker; 0 for those that may hold nothing.</summary>
    public static double[] Of(PlacementIndex index)
    {
        var racks = index.Open.GroupBy(broker => index.Rack[broker]).Select(rack => new RackShare([.. rack])).ToList();
        var total = 0;
        foreach (var replicas in index.Origin)
        {
            var count = replicas.Count(broker => index.IsOpen[broker] || index.IsDrained[broker]);
            total += count;
            foreach (var rack in racks)
                rack.Bound(count, racks.Count);
        }

        Fill(racks, total);
        var shares = new double[index.BrokerIds.Length];
        foreach (var (rack, broker) in racks.SelectMany(rack => rack.Brokers.Select(broker => (rack, broker))))
            shares[broker] = rack.Share / rack.Brokers.Length;
        return shares;
    }

    /// <summary>Racks that would get less than they must, or more than they can, are settled first; the others share the rest by their brokers.</summary>
    private static void Fill(List<RackShare> racks, double rest)
    {
        var open = racks.ToList();
        while (open.Count > 0)
        {
            var level = rest / open.Sum(rack => rack.Brokers.Length);
            foreach (var rack in open)
                rack.Share = Math.Clamp(level * rack.Brokers.Length, rack.Least, rack.Most);
            var over = open.Sum(rack => rack.Share) - rest;
            if (Math.Abs(over) < 1e-6)
                return;
            var settled = open.Where(rack => over > 0 ? rack.Share > level * rack.Brokers.Length : rack.Share < level * rack.Brokers.Length).ToList();
            rest -= settled.Sum(rack => rack.Share);
            open.RemoveAll(settled.Contains);
        }
    }

    private sealed class RackShare(int[] brokers)
    {
        public int[] Brokers => brokers;

        public int Least { get; private set; }

        public int Most { get; private set; }

        public double Share { get; set; }

        public void Bound(int replicas, int racks)
        {
            Least += replicas >= racks ? 1 : 0;
            Most += Math.Min(brokers.Length, Math.Max(Math.Min(1, replicas), replicas - racks + 1));
        }
    }
}
