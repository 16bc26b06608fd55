using System.CommandLine;
using System.CommandLine.Invocation;
using GitOpsKafka.Cli.Output;

namespace GitOpsKafka.Cli;

/// <summary>One run of the command line: arguments → exit code. The only place where exceptions end.</summary>
internal static class CommandRun
{
    // Arguments that begin with @ are commit or user names here, never files of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> InvokeAsync(string[] args, CliServices services, CancellationToken cancellationToken)
    {
        var parsed = RootCommandFactory.Create(services).Parse(args.Length == 0 ? ["--help"] : args, Parsing);
        if (parsed.Action is ParseErrorAction)
            return RefuseUsage(parsed, services.Console);
        try
        {
            return await parsed.InvokeAsync(Invocation(services.Console), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception exception)
        {
            services.Console.Note(Problem(parsed.GetValue<bool>(CommonOptions.VerboseName) ? exception.ToString() : Failures.Describe(exception)));
            return ExitCode.Error;
        }
    }

    private static InvocationConfiguration Invocation(CliConsole console) =>
        new() { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false };

    private static int RefuseUsage(ParseResult parsed, CliConsole console)
    {
        foreach (var error in parsed.Errors)
            console.Note(Problem(error.Message));
        var path = string.Join(' ', Names(parsed.CommandResult.Command).Reverse());
        console.Note(StyledLine.Plain($"see: gitopskafka {(path.Length > 0 ? path + " " : "")}--help"));
        return ExitCode.Error;
    }

    private static IEnumerable<string> Names(Command command)
    {
        for (var current = command; current is not (null or RootCommand); current = current.Parents.OfType<Command>().FirstOrDefault())
            yield return current.Name;
    }

    private static StyledLine Problem(string text) => StyledLine.Of(("error: ", Tone.Bad), (text, Tone.Plain));
}
