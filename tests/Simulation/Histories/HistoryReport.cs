namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>What became of a history. Immutable.</summary>
/// <param name="Failure">What is wrong; null when nothing is.</param>
internal sealed record HistoryReport(int Seed, string? Failure, IReadOnlyList<string> Trace, IReadOnlyDictionary<string, long> Counts)
{
    public static HistoryReport Of(int seed, string? failure, Surroundings around, long steps)
    {
        var counts = new SortedDictionary<string, long>(around.Witness.Counts, StringComparer.Ordinal) { ["histories"] = 1, ["steps"] = steps, ["virtual seconds"] = (long)around.Clock.Elapsed.TotalSeconds };
        foreach (var fault in around.Trace.Lines.Select(FaultOf).OfType<string>())
            counts[fault] = counts.GetValueOrDefault(fault) + 1;
        return new HistoryReport(seed, around.Witness.Violations.FirstOrDefault() ?? failure, around.Trace.Lines, counts);
    }

    public override string ToString() => $"seed {Seed}: {Failure}\n{string.Join('\n', Trace)}\nseed {Seed}: {Failure}";

    /// <summary>"12.000s fault in worker-1: lost answer at get …" counts as "fault lost answer".</summary>
    private static string? FaultOf(string line)
    {
        var begin = line.IndexOf(" fault in ", StringComparison.Ordinal);
        return begin < 0 ? null : $"fault {line[(line.IndexOf(": ", begin, StringComparison.Ordinal) + 2)..line.IndexOf(" at ", begin, StringComparison.Ordinal)]}";
    }
}
