using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Tells what a run that found everything as desired amounts to.</summary>
internal static class Endings
{
    /// <summary>The stored mark tells a change that an earlier run finished from one that there was nothing to do for.</summary>
    public static Outcome Of(string changeId, IReadOnlyCollection<string> done, KubeObject? live)
    {
        var isMarked = live?.Annotation(Marks.Change) == changeId;
        return done.Count > 0 ? new Outcome.Applied([.. done], IsResumed: false)
            : isMarked ? new Outcome.Applied([], IsResumed: true)
            : new Outcome.Unchanged();
    }
}
