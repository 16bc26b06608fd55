using GitOpsKafka.Cli.Desired;

namespace GitOpsKafka.Cli.Output;

/// <summary>Problems as compilers print them, so that editors and CI systems find the place. Pure.</summary>
internal static class ProblemLines
{
    /// <summary><c>topics/orders.yaml:12:5: error: spec.partitions: Invalid value: 0: must be at least 1 [KT-07]</c>.</summary>
    public static IEnumerable<StyledLine> Of(CheckedManifests found) => found.Problems.Select(Of);

    private static StyledLine Of(Problem problem) => StyledLine.Of(
        ($"{Place(problem)}: ", Tone.Strong),
        ($"{problem.Severity}: ", problem.IsError ? Tone.Bad : Tone.Doubtful),
        (problem.Text, Tone.Plain),
        ($" [{problem.Error.RuleId}]", Tone.Faint));

    private static string Place(Problem problem) => problem.Error.Line == 0 ? problem.Error.File : $"{problem.Error.File}:{problem.Error.Line}:{problem.Error.Column}";
}
