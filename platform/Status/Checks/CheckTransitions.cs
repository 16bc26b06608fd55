using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>Which findings are news. Pure.</summary>
public static class CheckTransitions
{
    /// <param name="before">The conditions as they were told before.</param>
    /// <returns>Findings whose status is another than before. A new cluster that is well, or not asked yet, is no news.</returns>
    public static ImmutableArray<CheckResult> Between(IReadOnlyList<Condition> before, ImmutableArray<CheckResult> results) =>
        [.. results.Where(result => before.FirstOrDefault(condition => condition.Type == result.Type) is { } known ? known.Status != result.Status : result.Status == "False")];
}
