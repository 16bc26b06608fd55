using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Removes a resource that Git no longer holds: the topic in Kafka first, the stored object last, so that an object that is gone
/// means that all of it is gone.
/// </summary>
internal sealed class Deleter(IKubernetesApi kubernetes, FreshObserver observer, TopicWriter topics, Patience patience)
{
    private static readonly TimeSpan KafkaDeadline = TimeSpan.FromMinutes(2);

    public async Task<Outcome> DeleteAsync(PlatformEvent.ChangeRequested request, CancellationToken stop)
    {
        var key = new ObjectKey(ResourceKinds.Get(request.Resource.Kind).Type, request.Resource.Namespace, request.Resource.Name);
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
                return await DeleteAsync(change, observed.Find(key)!, stop);
            }
            catch (KafkaAdminException exception) when (!exception.IsRefusal)
            {
                if (!await timer.WaitAsync("", stop))
                    return new Outcome.Failed("KafkaUnreachable", exception.Message, IsRetried: true);
            }
        }
    }

    private async Task<Outcome> DeleteAsync(Change change, KubeObject live, CancellationToken stop)
    {
        var done = new List<string>();
        foreach (var effect in change.Effects)
        {
            if (effect is Effect.DeleteObject delete)
                await kubernetes.DeleteAsync(delete.Key, delete.Uid, stop);
            else if (!await IsClusterGoneAsync(live, stop))
                await topics.WriteAsync(ResourceJson.Read<KafkaTopic>(live.Json).ClusterKey, effect, stop);
            done.Add(effect.Describe());
        }

        return new Outcome.Applied([.. done], IsResumed: false);
    }

    /// <summary>Topics go with their cluster: there is no Kafka left to ask.</summary>
    private async Task<bool> IsClusterGoneAsync(KubeObject topic, CancellationToken stop)
    {
        var cluster = ResourceJson.Read<KafkaTopic>(topic.Json).ClusterKey;
        return await kubernetes.GetAsync(new ObjectKey(ResourceKinds.Get(cluster.Kind).Type, cluster.Namespace, cluster.Name), stop) is null;
    }
}
