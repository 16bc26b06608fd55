using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka generate</c>: the CRDs, from the kinds in the program.</summary>
internal static class GenerateCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka generate                     # writes manifests/crds
        gitopskafka generate --check             # in CI: are the files up to date?
        gitopskafka generate --output /tmp/crds && kubectl apply -f /tmp/crds/manifests/crds
        """,
        """
        0  written, or (--check) up to date
        1  (--check) files differ or are missing
        2  bad usage, or the folder cannot be written
        """);

    public static Command Create(CliServices services)
    {
        var check = CommonOptions.Flag("--check", "Write nothing; name the files that differ.");
        var folder = new Option<string>("--output") { Description = "Folder in which manifests/crds is.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var command = new NotedCommand("generate", "Write the CustomResourceDefinitions of all kinds.", Notes) { check, folder };
        command.SetAction((parsed, cancellationToken) =>
        {
            var root = parsed.GetRequiredValue(folder);
            return parsed.GetValue(check) ? CheckAsync(services, root, cancellationToken) : WriteAsync(services, root, cancellationToken);
        });
        return command;
    }

    private static async Task<int> WriteAsync(CliServices services, string root, CancellationToken cancellationToken)
    {
        foreach (var (path, text) in CrdFiles.All())
        {
            var full = services.FullPath(Path.Combine(root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(full, text, cancellationToken);
            services.Console.Note($"wrote {path}");
        }

        return ExitCode.Fine;
    }

    private static async Task<int> CheckAsync(CliServices services, string root, CancellationToken cancellationToken)
    {
        var differ = 0;
        foreach (var (path, text) in CrdFiles.All())
        {
            var full = services.FullPath(Path.Combine(root, path));
            var isThere = File.Exists(full);
            if (isThere && await File.ReadAllTextAsync(full, cancellationToken) == text)
                continue;
            differ++;
            services.Console.Write(StyledLine.Of(($"{(isThere ? "differs" : "missing")}: ", Tone.Bad), (path, Tone.Plain)));
        }

        services.Console.Note(differ == 0 ? "the generated files are up to date" : "run: gitopskafka generate");
        return differ == 0 ? ExitCode.Fine : ExitCode.Found;
    }
}
