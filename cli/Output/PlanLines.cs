using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Output;

/// <summary>Gives the lines of <see cref="PlanPrinter"/> their tones. Pure.</summary>
internal static class PlanLines
{
    public static IEnumerable<StyledLine> Of(Plan plan) => PlanPrinter.Print(plan).Select(line => StyledLine.Of((line, ToneOf(line))));

    private static Tone ToneOf(string line) => line switch
    {
        ['+', ..] => Tone.Good,
        ['~', ..] => Tone.Doubtful,
        ['-' or '!', ..] => Tone.Bad,
        _ when line.StartsWith("  blocked:", StringComparison.Ordinal) || line.StartsWith("  risk:", StringComparison.Ordinal) => Tone.Bad,
        _ when line.StartsWith("  from ", StringComparison.Ordinal) => Tone.Faint,
        _ => Tone.Plain,
    };
}
