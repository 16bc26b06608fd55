using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Output;

/// <summary>A plan of moves for people: what each broker has before and after, then every move with its reason. Pure.</summary>
internal static class RebalanceLines
{
    public static IEnumerable<StyledLine> Of(Placement placement, MovePlan plan)
    {
        var (before, after) = (BrokerLoad.Of(placement), BrokerLoad.Of(placement.After(plan)));
        var rows = before.Zip(after, Row).ToList();
        return new TextTable("Broker", "Rack", "Replicas", "Leaders", "Size").Lines(rows)
            .Concat(plan.IsEmpty ? [] : plan.Moves.Select(move => StyledLine.Of((move.ToString(), Tone.Plain))).Prepend(StyledLine.Plain("")));
    }

    /// <summary>One sentence: how much of what.</summary>
    public static string Summary(MovePlan plan)
    {
        if (plan.IsEmpty)
            return plan.Blocked.IsEmpty ? "nothing to move: replicas are where they should be" : $"nothing is moved: {Print.Count(plan.Blocked.Length, "topic")} in the way";
        var ordered = plan.Moves.Count(move => move.Added.IsEmpty);
        var copied = plan.Replicas == 0 ? "nothing to copy" : $"{Print.Count(plan.Replicas, "replica")} to copy, {ByteSize.Print(plan.Bytes)}";
        return ordered == 0 ? copied : $"{copied}; {Print.Count(ordered, "partition")} to get another leader or order";
    }

    private static ImmutableArray<StyledText> Row(BrokerLoad before, BrokerLoad after) =>
    [
        $"{before.Broker.Id}", before.Broker.Rack ?? "-",
        Change(before.Replicas, after.Replicas, count => $"{count}"), Change(before.Leaders, after.Leaders, count => $"{count}"), Change(before.Bytes, after.Bytes, bytes => ByteSize.Print(bytes)),
    ];

    private static StyledText Change<T>(T before, T after, Func<T, string> print)
        where T : IEquatable<T> => before.Equals(after) ? new StyledText(print(before), Tone.Plain) : new StyledText($"{print(before)} → {print(after)}", Tone.Doubtful);
}
