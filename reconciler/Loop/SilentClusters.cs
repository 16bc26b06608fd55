using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>Tells once when a cluster falls silent, not at every look, and once when it answers again. Not thread-safe.</summary>
internal sealed class SilentClusters(ILogger logger)
{
    private readonly HashSet<ResourceKey> _silent = [];

    /// <param name="looks">All clusters that were asked, and why one did not answer.</param>
    public void Tell(IReadOnlyCollection<(ResourceKey Cluster, string? Failure)> looks)
    {
        foreach (var (cluster, failure) in looks)
        {
            if (failure is not null && _silent.Add(cluster))
                logger.ClusterDidNotAnswer(cluster, failure);
            else if (failure is null && _silent.Remove(cluster))
                logger.ClusterAnswersAgain(cluster);
        }

        _silent.IntersectWith(looks.Select(look => look.Cluster));
    }
}
