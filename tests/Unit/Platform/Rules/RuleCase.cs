using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

/// <summary>One write that breaks a rule, with the exact words, and a near one that does not.</summary>
internal sealed record RuleCase(string Id, Severity Severity, RuleInput Bad, string Message, RuleInput Good)
{
    public static RuleCase Denies(string id, RuleInput bad, string message, RuleInput good) => new(id, Severity.Deny, bad, $"{message} [{id}]", good);

    public static RuleCase Warns(string id, RuleInput bad, string message, RuleInput good) => new(id, Severity.Warn, bad, $"{message} [{id}]", good);
}
