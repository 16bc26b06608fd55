using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Output;

/// <summary>A plan of moves for programs. Names are stable.</summary>
internal sealed record RebalanceDocument(
    ResourceKey Cluster, string Summary, int Replicas, long Bytes, IEnumerable<RebalanceDocument.Broker> Brokers, ImmutableArray<PartitionMove> Moves, ImmutableArray<BlockedTopic> Blocked)
{
    public static RebalanceDocument Of(ResourceKey cluster, Placement placement, MovePlan plan) => new(
        cluster, RebalanceLines.Summary(plan), plan.Replicas, plan.Bytes,
        BrokerLoad.Of(placement).Zip(BrokerLoad.Of(placement.After(plan)), (before, after) => new Broker(before.Broker.Id, before.Broker.Rack, Load.Of(before), Load.Of(after))),
        plan.Moves, plan.Blocked);

    internal sealed record Broker(int Id, string? Rack, Load Before, Load After);

    internal sealed record Load(int Replicas, int Leaders, long Bytes)
    {
        public static Load Of(BrokerLoad load) => new(load.Replicas, load.Leaders, load.Bytes);
    }
}
