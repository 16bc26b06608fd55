using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Rolling;

/// <summary>Which node may restart next. Pure.</summary>
public static class RollDecision
{
    /// <summary>
    /// One node at a time: the first of the order, unless others are not ready or the node's partitions or the quorum would suffer.
    /// A node that is not ready itself goes first: it cannot get worse, and its restart may be what heals it.
    /// </summary>
    /// <param name="state">The cluster's nodes, and what Kafka says of its partitions.</param>
    public static RollStep Next(RollState state)
    {
        var next = state.Order.Select(name => state.Nodes.First(node => node.Pod.Name == name)).FirstOrDefault(node => !node.Pod.IsTerminating);
        var unready = state.Missing.Concat(state.Nodes.Where(node => !node.Pod.IsReady || node.Pod.IsTerminating).Select(node => node.Pod.Name)).Except([next?.Pod.Name ?? ""]).ToList();
        if (unready.Count > 0)
            return new RollStep.Wait($"{string.Join(", ", unready)} must be ready first");
        if (next is null)
            return new RollStep.Done();
        if (!next.IsBroker)
            return new RollStep.Restart(next.Pod);
        if (state.Topics is null)
            return new RollStep.Wait($"Kafka must answer before {next.Pod.Name} may restart: its partitions are unknown");
        return FirstAtRisk(next.NodeId, state) is { } partition
            ? new RollStep.Wait($"{partition} would fall below min.insync.replicas without {next.Pod.Name}")
            : new RollStep.Restart(next.Pod);
    }

    /// <summary>
    /// A partition whose replicas do not exceed min.insync.replicas can never be restarted safely; it is left out, or no roll
    /// would ever end.
    /// </summary>
    private static string? FirstAtRisk(int broker, RollState state) =>
        (from topic in state.Topics!.Values
         let minimum = topic.Config.TryGetValue("min.insync.replicas", out var own) ? int.Parse(own) : state.DefaultMinInSyncReplicas
         from partition in topic.Partitions
         where partition.Replicas.Contains(broker) && partition.Replicas.Length > minimum && partition.InSyncReplicas.Remove(broker).Length < minimum
         select $"{topic.Name}-{partition.Id}").FirstOrDefault();
}

/// <summary>What the decision rests on. Immutable.</summary>
/// <param name="Order">Pods that must restart, in order.</param>
/// <param name="Nodes">All nodes of the cluster.</param>
/// <param name="Topics">All topics of the cluster by name; null when Kafka could not be asked.</param>
public sealed record RollState(
    ImmutableArray<string> Order, ImmutableArray<RollNode> Nodes, ImmutableSortedDictionary<string, TopicView>? Topics, int DefaultMinInSyncReplicas)
{
    /// <summary>Nodes that should exist and have no pod: one that was restarted is gone for a moment before its pod is made anew.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];
}

/// <param name="NodeId">Kafka's id of the node.</param>
public sealed record RollNode(PodView Pod, int NodeId, bool IsBroker);

/// <summary>What a roll does next. A closed hierarchy.</summary>
public abstract record RollStep
{
    private RollStep()
    {
    }

    public sealed record Restart(PodView Pod) : RollStep;

    /// <param name="For">One line that names what is waited for.</param>
    public sealed record Wait(string For) : RollStep;

    public sealed record Done : RollStep;
}
