using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Removes a resource that Git no longer holds: the topic in Kafka first, the stored object last, so that an object that is gone
/// means that all of it is gone. Clusters are torn down by others; this waits for it.
/// </summary>
internal sealed class Deleter(IKubernetesApi kubernetes, FreshObserver observer, TopicWriter topics, TeardownWatch teardowns, Patience patience)
{
    private static readonly TimeSpan KafkaDeadline = TimeSpan.FromMinutes(2);

    public async Task<Outcome> DeleteAsync(PlatformEvent.ChangeRequested request, CancellationToken stop)
    {
        var key = ResourceKinds.ObjectOf(request.Resource);
        var timer = patience.Start(KafkaDeadline);
        while (true)
        {
            timer.Look();
            var observed = await observer.ResourceAsync(key, stop);
            // The id comes from the uid: an object made anew under the name is not the one that was to go.
            if (Planner.PlanDelete(request.Resource, request.Cause.Commit, observed) is not { } change || change.Id != request.ChangeId)
                return new Outcome.Unchanged();
            if (change.Blocked is { } blocked)
                return new Outcome.Failed(blocked.Code, blocked.Explanation, IsRetried: false);
            try
            {
                return await DeleteAsync(request, change, observed.Find(key)!, stop);
            }
            catch (KafkaAdminException exception) when (!exception.IsRefusal)
            {
                if (!await timer.WaitAsync("", stop))
                    return new Outcome.Failed("KafkaUnreachable", exception.Message, IsRetried: true);
            }
        }
    }

    private async Task<Outcome> DeleteAsync(PlatformEvent.ChangeRequested request, Change change, KubeObject live, CancellationToken stop)
    {
        var done = new List<string>();
        foreach (var effect in change.Effects)
        {
            if (effect is Effect.DeleteObject delete)
                await kubernetes.DeleteAsync(delete.Key, delete.Uid, stop);
            else
                await DeleteTopicAsync(ResourceJson.Read<KafkaTopic>(live.Json).ClusterKey, effect, stop);
            done.Add(effect.Describe());
        }

        if (change.Key.Kind == KafkaCluster.KindName && await teardowns.UntilGoneAsync(request, live.Uid, stop) is { } failed)
            return failed;
        return new Outcome.Applied([.. done], IsResumed: live.IsTerminating);
    }

    /// <summary>
    /// Topics go with their cluster: when it is not stored there is no Kafka left to ask, for no topic is made before its cluster is stored. While it
    /// is torn down its Kafka may answer or not.
    /// </summary>
    private async Task DeleteTopicAsync(ResourceKey cluster, Effect effect, CancellationToken stop)
    {
        try
        {
            if (await observer.IsStoredAsync(cluster, stop))
                await topics.WriteAsync(cluster, effect, stop);
        }
        catch (KafkaAdminException exception) when (!exception.IsRefusal)
        {
            if (!await observer.IsBeingDeletedAsync(cluster, stop))
                throw;
        }
    }
}
