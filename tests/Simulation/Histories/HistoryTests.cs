using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Simulation.Histories;

public sealed class HistoryTests(ITestOutputHelper output)
{
    private static int? Only { get; } = Number("GITOPSKAFKA_SEED");

    private static int Seeds { get; } = Number("GITOPSKAFKA_SEEDS") ?? (Environment.GetEnvironmentVariable("GITOPSKAFKA_SOAK") == "1" ? 2_000 : 100);

    /// <summary>A folder for the traces of all histories that fail; only the first is printed.</summary>
    private static string? Traces { get; } = Environment.GetEnvironmentVariable("GITOPSKAFKA_TRACES");

    [Fact]
    public void Every_history_becomes_what_the_last_commit_wants_and_breaks_no_law()
    {
        var began = Stopwatch.GetTimestamp();
        var reports = new ConcurrentBag<HistoryReport>();
        Parallel.ForEach(Only is { } seed ? [seed] : Enumerable.Range(1, Seeds), each => reports.Add(Slim(History.Run(each))));
        output.WriteLine(Totals(reports));
        output.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        var failed = reports.Where(report => report.Failure is not null).OrderBy(report => report.Seed).ToList();
        foreach (var report in failed)
            Tell(report);
        Assert.True(failed.Count == 0, failed.Count == 0 ? "" : $"{failed.Count} histories failed; replay one with GITOPSKAFKA_SEED={failed[0].Seed}\n{failed[0]}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        foreach (var seed in Enumerable.Range(1, 5))
            Assert.Equal(History.Run(seed).Trace, History.Run(seed).Trace);
    }

    [Theory]
    [InlineData(nameof(Sabotage.LostOutcome), "has no outcome")]
    [InlineData(nameof(Sabotage.NoSequenceCheck), "older commit")]
    public void What_is_broken_on_purpose_is_noticed(string sabotage, string failure) =>
        Assert.Contains(Enumerable.Range(1, 40), seed => History.Run(seed, Enum.Parse<Sabotage>(sabotage)).Failure?.Contains(failure, StringComparison.Ordinal) == true);

    private void Tell(HistoryReport report)
    {
        output.WriteLine($"seed {report.Seed}: {report.Failure}");
        if (Traces is not null)
            File.WriteAllText(Path.Combine(Traces, $"{report.Seed}.txt"), report.ToString());
    }

    /// <summary>The traces of thousands of histories that went well would fill the memory.</summary>
    private static HistoryReport Slim(HistoryReport report) => report.Failure is null ? report with { Trace = [] } : report;

    private static string Totals(IEnumerable<HistoryReport> reports) => string.Join('\n', reports.SelectMany(report => report.Counts)
        .GroupBy(count => count.Key, count => count.Value, StringComparer.Ordinal).OrderBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => $"{count.Sum(),12:N0} {count.Key}"));

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
