using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>What a plan is for. Nothing to drain and nothing to fill asks for a rebalance of all brokers. Immutable.</summary>
/// <param name="Drain">Brokers that must hold no replica afterwards: scale in. Only what they hold moves, and what a hard goal needs.</param>
/// <param name="Fill">Brokers that get their share: scale out. Only they receive, but for what must leave a drained broker.</param>
public sealed record BalanceRequest(ImmutableSortedSet<int> Drain, ImmutableSortedSet<int> Fill)
{
    public static BalanceRequest Rebalance { get; } = new([], []);

    public bool IsRebalance => Drain.IsEmpty && Fill.IsEmpty;
}
