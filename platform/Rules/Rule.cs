using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules;

/// <summary>One rule: what documentation says of it, and its check. Pure: equal input, equal findings. Immutable.</summary>
internal sealed class Rule
{
    private readonly Func<RuleInput, IEnumerable<Finding>> _check;

    private Rule(RuleInfo info, Func<RuleInput, IEnumerable<Finding>> check) => (Info, _check) = (info, check);

    public RuleInfo Info { get; }

    /// <summary>A rule over the object as it will be. The check may look at the input's old object, which is null where the old object itself is judged.</summary>
    public static Rule State<T>(string id, Severity severity, string title, string why, Func<T, RuleInput, IEnumerable<Finding>> check)
        where T : Resource =>
        new(Describe<T>(id, severity, RuleMoment.State, title, why), input => input.New is T subject ? check(subject, input) : []);

    /// <summary>A rule over the step from old to new. Never softened by what already was.</summary>
    public static Rule Transition<T>(string id, Severity severity, string title, string why, Func<T, T, RuleInput, IEnumerable<Finding>> check)
        where T : Resource =>
        new(Describe<T>(id, severity, RuleMoment.Transition, title, why), input => input is { Old: T old, New: T subject } ? check(old, subject, input) : []);

    public static Rule Delete<T>(string id, Severity severity, string title, string why, Func<T, RuleInput, IEnumerable<Finding>> check)
        where T : Resource =>
        new(Describe<T>(id, severity, RuleMoment.Delete, title, why), input => input is { Old: T subject, New: null } ? check(subject, input) : []);

    public IEnumerable<Violation> Judge(RuleInput input) => _check(input).Select(finding =>
        new Violation(Info.Id, finding.Severity ?? Info.Severity, finding.Path, finding.Type, finding.Found, finding.Detail));

    private static RuleInfo Describe<T>(string id, Severity severity, RuleMoment moment, string title, string why) => new(id, severity, [typeof(T).Name], moment, title, why);
}
