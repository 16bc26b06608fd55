using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Rules;

/// <summary>All violations of one write, sorted by path and rule id. Immutable.</summary>
public sealed record Verdict(ImmutableArray<Violation> Violations)
{
    public static Verdict Clean { get; } = new([]);

    public bool IsAllowed => !Violations.Any(violation => violation.Severity == Severity.Deny);

    public IEnumerable<Violation> Denials => Violations.Where(violation => violation.Severity == Severity.Deny);

    public IEnumerable<Violation> Warnings => Violations.Where(violation => violation.Severity == Severity.Warn);
}
