using System.CommandLine;
using GitOpsKafka.Cli.Desired;
using GitOpsKafka.Cli.Output;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka validate</c>: everything that is wrong with manifests, before anyone applies them.</summary>
internal static class ValidateCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka validate                            # everything under the current folder
        gitopskafka validate topics/ clusters/orders.yaml
        kustomize build . | gitopskafka validate -      # what another tool generates
        gitopskafka validate platform/ --revision main  # as it is in a commit
        gitopskafka validate -o sarif > validate.sarif  # for the checks of a pull request
        """,
        """
        0  no errors
        1  errors were found (with --strict also warnings)
        2  bad usage, or a path that cannot be read
        """);

    public static Command Create(CliServices services)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders; - reads standard input.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => ["."] };
        var ns = CommonOptions.Text("--namespace", "Namespace of manifests that name none. By default every manifest must name one.", "NAMESPACE", "-n");
        var revision = CommonOptions.Revision();
        var strict = CommonOptions.Flag("--strict", "Count warnings as errors.");
        var output = CommonOptions.Output("text", "json", "sarif", "junit");
        var command = new NotedCommand("validate", "Check manifests against the schemas and all rules, as the webhook and the reconciler will.", Notes) { paths, ns, revision, strict, output };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(services, parsed.GetRequiredValue(paths), parsed.GetValue(revision), parsed.GetValue(ns), parsed.GetValue(strict), parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliServices services, string[] paths, string? at, string? ns, bool isStrict, string format, CancellationToken cancellationToken)
    {
        var (input, revision) = await DesiredInput.ReadAsync(services, paths, at, null, CliLimits.Manifests(ns), cancellationToken);
        var found = CheckedManifests.Of(input, revision, isStrict);
        Print(services.Console, found, format);
        foreach (var path in input.Unreadable)
            services.Console.Note(StyledLine.Of(("error: ", Tone.Bad), (path, Tone.Plain)));
        services.Console.Note(found.Summary);
        return !input.Unreadable.IsEmpty ? ExitCode.Error : found.Errors > 0 ? ExitCode.Found : ExitCode.Fine;
    }

    private static void Print(CliConsole console, CheckedManifests found, string format)
    {
        if (format == "text")
            console.Write(ProblemLines.Of(found));
        else
            console.WriteData(format switch
            {
                "sarif" => SarifText.Write(found, ProductVersion.Number),
                "junit" => JUnitText.Write(found),
                _ => Documents.Json(ProblemDocument.Of(found)),
            });
    }
}
