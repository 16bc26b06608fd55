using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Rules;

/// <summary>A rule as documentation lists it. Immutable.</summary>
/// <param name="Id">Stable id, such as <c>KT-08</c>; unique.</param>
/// <param name="Severity">The severest that the rule finds; some findings of a denying rule only warn.</param>
/// <param name="Kinds">The kinds that it judges.</param>
/// <param name="Title">What must hold, in a few words.</param>
/// <param name="Why">What goes wrong otherwise, in one line.</param>
public sealed record RuleInfo(string Id, Severity Severity, ImmutableArray<string> Kinds, RuleMoment Moment, string Title, string Why);

/// <summary>Which writes a rule judges.</summary>
public enum RuleMoment
{
    /// <summary>The object as it will be, on create and update.</summary>
    State,

    /// <summary>The step from old to new, on update.</summary>
    Transition,

    /// <summary>The object that goes, on delete.</summary>
    Delete,
}
