using System.CommandLine;

namespace GitOpsKafka.Cli;

/// <summary>A command whose help also has examples, and says what its exit codes mean.</summary>
internal sealed class NotedCommand(string name, string description, HelpNotes notes) : Command(name, description)
{
    public HelpNotes Notes => notes;
}

/// <param name="Examples">One command line each, with a comment where needed.</param>
/// <param name="ExitCodes">Code and meaning, one line each.</param>
internal sealed record HelpNotes(string Examples, string ExitCodes);
