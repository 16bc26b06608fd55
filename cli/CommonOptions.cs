using System.CommandLine;

namespace GitOpsKafka.Cli;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public const string VerboseName = "--verbose";

    public static Option<bool> Verbose() => new(VerboseName) { Description = "With a failure, print where in the program it happened.", Recursive = true };

    /// <param name="formats">The first is the default.</param>
    public static Option<string> Output(params string[] formats)
    {
        var option = new Option<string>("--output", "-o") { Description = "Format of what is printed.", HelpName = string.Join('|', formats), DefaultValueFactory = _ => formats[0] };
        return option.AcceptOnlyFromAmong(formats);
    }

    public static Option<string?> Text(string name, string description, string helpName, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    public static Option<string?> Revision() => Text("--revision", "Read the folders as they are in this commit (branch, tag, sha), not as they are on the disk.", "REV");

    public static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };
}
