using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Output;

/// <summary>What verification showed, for people. Pure.</summary>
internal static class ReportLines
{
    public static IEnumerable<StyledLine> Of(TrailReport report) =>
    [
        .. new TextTable("Producer", "Events", "First", "Last", "Head").Lines([.. report.Chains.Select(Row)]),
        .. report.Findings.IsEmpty ? [] : report.Findings.Select(Line).Prepend(StyledLine.Empty),
    ];

    /// <summary><c>172 records of 2 producers: intact</c>.</summary>
    public static StyledLine Summary(TrailReport report)
    {
        var tampering = report.Findings.Count(finding => finding.IsTampering);
        var harmless = report.Findings.Length - tampering;
        return StyledLine.Of(
            ($"{Print.Count(report.Records, "record")} of {Print.Count(report.Chains.Length, "producer")}: ", Tone.Plain),
            (report.IsIntact ? "intact" : $"NOT intact, {Print.Count(tampering, "finding")}", report.IsIntact ? Tone.Good : Tone.Bad),
            (harmless > 0 ? $" ({Print.Count(harmless, "harmless repetition")})" : "", Tone.Plain));
    }

    private static ImmutableArray<StyledText> Row(ProducerChain chain) =>
        [chain.Producer, chain.Count.ToString(), chain.First.ToString(), chain.Head.Sequence.ToString(), new StyledText(chain.Head.Chain, Tone.Faint)];

    private static StyledLine Line(TrailFinding finding) => StyledLine.Of((finding.Describe(), finding.IsTampering ? Tone.Bad : Tone.Faint));
}
