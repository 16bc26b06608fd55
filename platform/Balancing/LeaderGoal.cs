namespace GitOpsKafka.Platform.Balancing;

/// <summary>
/// Every broker leads as many partitions as the others, as far as its replicas allow: along a chain of partitions leadership goes from
/// who leads more to who leads fewer until no chain is left (the optimal semi-matching of Harvey et al., 2003). No byte is copied.
/// </summary>
internal static class LeaderGoal
{
    /// <returns>Whether anything changed.</returns>
    public static bool Improve(MoveDraft draft)
    {
        if (!draft.IsDue(broker => draft.Now.Leaders[broker], _ => draft.LeaderShare, draft.Tolerance.Counts, least: 1))
            return false;
        var graph = new LeaderGraph(draft);
        var changed = false;
        while (Pass(draft, graph))
            changed = true;
        return changed;
    }

    private static bool Pass(MoveDraft draft, LeaderGraph graph)
    {
        var changed = false;
        foreach (var from in draft.Index.Open.OrderByDescending(broker => draft.Now.Leaders[broker]).ThenBy(broker => broker).ToList())
        {
            while (graph.Chain(from) is { } chain)
            {
                graph.Shift(chain);
                changed = true;
            }
        }

        return changed;
    }
}
