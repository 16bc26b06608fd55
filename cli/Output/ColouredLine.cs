using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GitOpsKafka.Cli.Output;

/// <summary>A line in the terminal's own colours. It is never wrapped or cut: terminals do that better.</summary>
internal sealed class ColouredLine(StyledLine line) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        line.Parts.Select(part => new Segment(VisibleText.Of(part.Text), StyleOf(part.Tone))).Append(Segment.LineBreak);

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Plain => Style.Plain,
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        Tone.Good => new Style(Color.Green),
        Tone.Doubtful => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        _ => throw new UnreachableException(),
    };
}
