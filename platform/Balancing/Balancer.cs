using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>Where replicas should live, and how to get there with least movement. Pure.</summary>
public static class Balancer
{
    /// <summary>Soft goals that move replicas, in order: each leaves those before it as well met as they are.</summary>
    private static readonly Func<MoveDraft, bool>[] ReplicaGoals = [ReplicaGoal.Improve, TopicGoal.Improve, DiskGoal.Improve];

    /// <summary>Soft goals that only change the order of replicas; they come last because they can hinder nothing and cost no copy.</summary>
    private static readonly Func<MoveDraft, bool>[] LeaderGoals = [LeaderGoal.Improve, LeaderExchange.SpreadTopics, LeaderExchange.EvenRates];

    /// <summary>
    /// Hard goals first: no replica on a drained broker, replicas of a partition on different brokers and in as many racks as possible,
    /// no disk beyond its capacity. Then the soft ones, as far as the hard ones allow. Planned again once all is moved, the plan is empty.
    /// </summary>
    public static MovePlan Plan(Placement placement, BalanceRequest request, BalanceTolerance tolerance)
    {
        var draft = new MoveDraft(placement, request, tolerance);
        if (ByTopic(HardGoals.TooManyReplicas(draft)) is { IsEmpty: false } misfits)
            return new MovePlan([], misfits);
        if (ByTopic(HardGoals.Drain(draft)) is { IsEmpty: false } homeless)
            return new MovePlan([], homeless);
        var blocked = ByTopic([.. HardGoals.SpreadOverRacks(draft), .. HardGoals.MakeRoom(draft)]);
        UntilSettled(draft, ReplicaGoals);
        draft.KeepLeaders();
        UntilSettled(draft, LeaderGoals);
        return new MovePlan([.. draft.Moves()], blocked);
    }

    /// <summary>What a later goal moves may give an earlier one a chance that it did not have.</summary>
    private static void UntilSettled(MoveDraft draft, Func<MoveDraft, bool>[] goals)
    {
        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach (var improve in goals)
                hasChanged |= improve(draft);
        }
        while (hasChanged);
    }

    private static ImmutableArray<BlockedTopic> ByTopic(IEnumerable<BlockedTopic> blocked) =>
        [.. blocked.DistinctBy(topic => topic.Topic, StringComparer.Ordinal).OrderBy(topic => topic.Topic, StringComparer.Ordinal)];
}
