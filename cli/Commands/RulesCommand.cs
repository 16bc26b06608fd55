using System.Collections.Immutable;
using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka rules</c>: what the webhook, the reconciler and <c>validate</c> check.</summary>
internal static class RulesCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka rules                # the catalogue
        gitopskafka rules KT-08          # what one rule wants, and why
        """,
        """
        0  done
        1  there is no such rule
        2  bad usage
        """);

    public static Command Create(CliServices services)
    {
        var id = new Argument<string?>("ID") { Description = "Id of a rule, such as KT-08.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        id.CompletionSources.Add(_ => RuleSet.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal));
        var output = CommonOptions.Output("table", "json", "yaml");
        var command = new NotedCommand("rules", "List the rules, or explain one.", Notes) { id, output };
        command.SetAction(parsed => Run(services.Console, parsed.GetValue(id), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(CliConsole console, string? id, string format)
    {
        var rules = RuleSet.All.Where(rule => id is null || rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (rules.Count == 0)
        {
            console.Note(StyledLine.Of(("error: ", Tone.Bad), ($"there is no rule {id}; gitopskafka rules lists them", Tone.Plain)));
            return ExitCode.Found;
        }

        if (format != "table")
            console.WriteData(Documents.Write(format, rules));
        else
            console.Write(id is null ? Table(rules) : rules.SelectMany(Explain));
        return ExitCode.Fine;
    }

    private static IEnumerable<StyledLine> Table(IReadOnlyCollection<RuleInfo> rules) =>
        new TextTable("Id", "Severity", "Kinds", "When", "Title").Lines([.. rules.Select(Row)]);

    private static ImmutableArray<StyledText> Row(RuleInfo rule) =>
        [rule.Id, new StyledText(Word(rule.Severity), ToneOf(rule.Severity)), string.Join(',', rule.Kinds), When(rule.Moment), rule.Title];

    private static IEnumerable<StyledLine> Explain(RuleInfo rule) =>
    [
        StyledLine.Of((rule.Id, Tone.Strong), ($"  {rule.Title}", Tone.Strong)),
        StyledLine.Plain($"  {rule.Why}"),
        StyledLine.Of(("  ", Tone.Plain), (rule.Severity == Severity.Deny ? "refused" : "warned of", ToneOf(rule.Severity)), ($" {When(rule.Moment)}, for {string.Join(", ", rule.Kinds)}", Tone.Plain)),
    ];

    private static string Word(Severity severity) => severity == Severity.Deny ? "deny" : "warn";

    private static Tone ToneOf(Severity severity) => severity == Severity.Deny ? Tone.Bad : Tone.Doubtful;

    private static string When(RuleMoment moment) => moment switch
    {
        RuleMoment.State => "on create and update",
        RuleMoment.Transition => "on update",
        RuleMoment.Delete => "on delete",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
