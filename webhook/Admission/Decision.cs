using System.Collections.Immutable;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>What we say to one request, before it is written as JSON. Immutable.</summary>
/// <param name="Violations">Of the rules; the denying ones refuse.</param>
/// <param name="Notes">Further warnings, which belong to no rule.</param>
internal sealed record Decision(ImmutableArray<Violation> Violations, ImmutableArray<string> Notes)
{
    public static Decision Allow { get; } = new([], []);

    public bool IsAllowed => !Violations.Any(violation => violation.Severity == Severity.Deny);

    public static Decision AllowWith(string note) => new([], [note]);

    public static Decision Of(Verdict verdict) => new(verdict.Violations, []);
}
