using GitOpsKafka.Cli.Desired;

namespace GitOpsKafka.Cli.Output;

/// <summary>What validation found, for programs. Names are stable.</summary>
/// <param name="Files">How many files were read.</param>
internal sealed record ProblemDocument(int Files, int Resources, int Errors, int Warnings, IEnumerable<ProblemDocument.Entry> Problems)
{
    public static ProblemDocument Of(CheckedManifests found) =>
        new(found.Files.Length, found.Resources, found.Errors, found.Warnings, found.Problems.Select(Entry.Of));

    /// <param name="Line">From 1; 0 for the file as a whole.</param>
    internal sealed record Entry(string Severity, string File, int Line, int Column, string? Path, string Rule, string Message)
    {
        public static Entry Of(Problem problem) => new(
            problem.Severity, problem.Error.File, problem.Error.Line, problem.Error.Column, problem.Error.Path?.ToString(), problem.Error.RuleId, problem.Error.Message);
    }
}
