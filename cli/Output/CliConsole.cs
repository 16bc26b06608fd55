using Spectre.Console;

namespace GitOpsKafka.Cli.Output;

/// <summary>
/// Standard output for data, standard error for notes. Colours only where they are shown to a person; characters that steer a terminal
/// are written visibly, for texts come from repositories and topics that others write to. Not thread-safe.
/// </summary>
internal sealed class CliConsole(TextWriter output, TextWriter error, bool isOutputColoured = false, bool isErrorColoured = false)
{
    private readonly IAnsiConsole? _output = isOutputColoured ? Ansi(output) : null;
    private readonly IAnsiConsole? _error = isErrorColoured ? Ansi(error) : null;

    public TextWriter Output => output;

    public TextWriter Error => error;

    public static CliConsole OfProcess()
    {
        // https://no-color.org: any value that is not empty.
        var isWanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new CliConsole(Console.Out, Console.Error, isWanted && !Console.IsOutputRedirected, isWanted && !Console.IsErrorRedirected);
    }

    public void Write(StyledLine line) => Write(output, _output, line);

    public void Write(IEnumerable<StyledLine> lines)
    {
        foreach (var line in lines)
            Write(line);
    }

    /// <summary>Text for programs, as it is; a line feed is added where there is none.</summary>
    public void WriteData(string text) => output.Write(text.EndsWith('\n') ? text : text + "\n");

    public void Note(StyledLine line) => Write(error, _error, line);

    public void Note(string text) => Note(StyledLine.Plain(text));

    public void Warn(string text) => Note(StyledLine.Of(("warning: ", Tone.Doubtful), (text, Tone.Plain)));

    private static void Write(TextWriter writer, IAnsiConsole? ansi, StyledLine line)
    {
        if (ansi is not null)
            ansi.Write(new ColouredLine(line));
        else
            writer.Write(VisibleText.Of(line.ToString()) + "\n");
    }

    private static IAnsiConsole Ansi(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.Standard,
        Interactive = InteractionSupport.No,
    });
}
