using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GitOpsKafka.Cli;

/// <summary>Help as usual, then the notes of the command.</summary>
internal sealed class NotedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    // Help is asked for with whatever else stands on the line.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is NotedCommand command)
            Write(parseResult.InvocationConfiguration.Output, command.Notes);
        return code;
    }

    private static void Write(TextWriter output, HelpNotes notes)
    {
        Write(output, "Examples:", notes.Examples);
        Write(output, "Exit codes:", notes.ExitCodes);
    }

    private static void Write(TextWriter output, string title, string text)
    {
        output.WriteLine(title);
        foreach (var line in text.Split('\n'))
            output.WriteLine("  " + line);
        output.WriteLine();
    }
}
