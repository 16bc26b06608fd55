using System.CommandLine;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka completion</c>: scripts that ask the program itself for what may come next.</summary>
internal static class CompletionCommand
{
    private static readonly HelpNotes Notes = new(
        """
        source <(gitopskafka completion bash)                                  # in ~/.bashrc
        source <(gitopskafka completion zsh)                                   # in ~/.zshrc, after compinit
        gitopskafka completion fish > ~/.config/fish/completions/gitopskafka.fish
        """,
        """
        0  done
        2  bad usage
        """);

    public static Command Create(CliServices services)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new NotedCommand("completion", "Print a completion script for a shell.", Notes) { shell };
        command.SetAction(parsed =>
        {
            services.Console.WriteData(CompletionScripts.Of(parsed.GetRequiredValue(shell)));
            return ExitCode.Fine;
        });
        return command;
    }
}
