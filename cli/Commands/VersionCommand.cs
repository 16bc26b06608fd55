using System.CommandLine;
using System.Runtime.InteropServices;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka version</c>.</summary>
internal static class VersionCommand
{
    private static readonly HelpNotes Notes = new("gitopskafka version -o json", "0  always");

    public static Command Create(CliServices services)
    {
        var output = CommonOptions.Output("text", "json", "yaml");
        var command = new NotedCommand("version", "Print the version of this program and of the API that it knows.", Notes) { output };
        command.SetAction(parsed =>
        {
            if (parsed.GetRequiredValue(output) is "text")
                services.Console.Write(StyledLine.Plain($"gitopskafka {ProductVersion.Number} ({ResourceKinds.ApiVersion})"));
            else
                services.Console.WriteData(Documents.Write(parsed.GetRequiredValue(output), Document()));
            return ExitCode.Fine;
        });
        return command;
    }

    private static object Document() =>
        new { ProductVersion.Number, ProductVersion.Commit, Api = ResourceKinds.ApiVersion, Runtime = RuntimeInformation.FrameworkDescription, Platform = RuntimeInformation.RuntimeIdentifier };
}
