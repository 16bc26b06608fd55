using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Output;

/// <summary>What verification showed, for programs; given to <c>--heads</c> later it proves that the end was not cut off or rewritten.</summary>
internal sealed record ReportDocument(bool IsIntact, int Records, ImmutableArray<ProducerChain> Chains, ImmutableArray<ReportDocument.Entry> Findings)
{
    public static ReportDocument Of(TrailReport report) => new(report.IsIntact, report.Records, report.Chains, [.. report.Findings.Select(Entry.Of)]);

    internal sealed record Entry(string Kind, bool IsTampering, string Description)
    {
        public static Entry Of(TrailFinding finding) => new(char.ToLowerInvariant(finding.GetType().Name[0]) + finding.GetType().Name[1..], finding.IsTampering, finding.Describe());
    }
}
