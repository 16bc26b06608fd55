using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Counts the commits of a branch along the first parents. After the first time only what is new is walked. Counts to
/// 100,000 and no further (some seconds): the number only has to grow, which <see cref="RevisionSequence"/> sees to. Not thread-safe.
/// </summary>
internal sealed class FirstParentCount
{
    private const long Most = 100_000;

    private ObjectId? _tip;
    private long _count;

    public long Count(Repository repository, Commit tip)
    {
        // No order is asked for: then libgit2 yields each commit as it walks, and the walk can stop early.
        var filter = new CommitFilter { IncludeReachableFrom = tip, FirstParentOnly = true, SortBy = CommitSortStrategies.None };
        var steps = 0L;
        foreach (var id in repository.Commits.QueryBy(filter).Select(commit => commit.Id))
        {
            if (id == _tip)
            {
                steps += _count;
                break;
            }

            if (++steps == Most)
                break;
        }

        (_tip, _count) = (tip.Id, Math.Min(steps, Most));
        return _count;
    }
}
