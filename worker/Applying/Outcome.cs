using System.Collections.Immutable;

namespace GitOpsKafka.Worker.Applying;

/// <summary>How a change ended. A closed hierarchy. Immutable.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <param name="Effects">What was done in this run, one line each.</param>
    /// <param name="IsResumed">An earlier run, cut short, had done some or all of it.</param>
    public sealed record Applied(ImmutableArray<string> Effects, bool IsResumed) : Outcome;

    public sealed record Unchanged : Outcome;

    /// <param name="By">Sequence of the newer commit; 0 when it is only known that there is one.</param>
    public sealed record Superseded(long By) : Outcome;

    /// <param name="IsRetried">The reconciler asks again while the cluster differs; otherwise a human or a new commit is needed.</param>
    public sealed record Failed(string Reason, string Message, bool IsRetried) : Outcome;
}
