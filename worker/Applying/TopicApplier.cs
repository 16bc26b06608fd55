using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Brings a KafkaTopic to what is desired: stores the resource, then creates or alters the topic in Kafka.</summary>
internal sealed class TopicApplier(FreshObserver observer, ObjectWriter writer, TopicWriter topics, StatusWriter status, Patience patience) : IApplier
{
    /// <summary>How long Kafka may stay out of reach before the change is given back; the reconciler asks again.</summary>
    private static readonly TimeSpan KafkaDeadline = TimeSpan.FromMinutes(2);

    public string Kind => KafkaTopic.KindName;

    public async Task<Outcome> ApplyAsync(PlatformEvent.ChangeRequested request, DesiredResource desired, CancellationToken superseded, CancellationToken stop)
    {
        var topic = (KafkaTopic)desired.Value;
        var done = new List<string>();
        var timer = patience.Start(KafkaDeadline);
        while (true)
        {
            timer.Look();
            if (await StoreAsync(request, desired, done, stop) is not { } observed)
                return new Outcome.Superseded(0);
            try
            {
                observed = await observer.WithTopicAsync(observed, topic.ClusterKey, topic.TopicName, stop);
                var outcome = await AlterAsync(request, desired, observed, done, stop);
                await ReportAsync(desired, topic, observed, outcome, stop);
                return outcome;
            }
            catch (KafkaAdminException exception) when (!exception.IsRefusal)
            {
                var health = await observer.IsStoredAsync(topic.ClusterKey, stop) ? new Health.Retrying("KafkaUnreachable", exception.Message) : TopicStatus.ClusterNotFound(topic.ClusterKey);
                await status.WriteAsync(desired.Manifest.Key, live => TopicStatus.Of(live, null, health, status.Now), stop);
                if (superseded.IsCancellationRequested)
                    return new Outcome.Superseded(0);
                if (await observer.IsBeingDeletedAsync(topic.ClusterKey, stop))
                    return new Outcome.Failed("ClusterBeingDeleted", $"{topic.ClusterKey} is being deleted; the topic is made once the cluster is made anew", IsRetried: true);
                if (!await timer.WaitAsync("", stop))
                    return new Outcome.Failed(health.Reason, health.Message, IsRetried: true);
            }
            catch (KafkaAdminException refusal)
            {
                await status.WriteAsync(desired.Manifest.Key, live => TopicStatus.Of(live, null, new Health.Stuck("RefusedByKafka", refusal.Message), status.Now), stop);
                throw;
            }
        }
    }

    /// <summary>Stores the KafkaTopic; what Kafka has is not looked at yet.</summary>
    /// <returns>Null when it is no longer what is desired.</returns>
    private async Task<ObservedState?> StoreAsync(PlatformEvent.ChangeRequested request, DesiredResource desired, List<string> done, CancellationToken stop)
    {
        var observed = await observer.ResourceAsync(desired.Manifest.Key, stop);
        if (HandApplied.IsOvertaken(desired, observed))
            return null;
        if (Planner.PlanOne(desired, request.Cause.Commit, observed, request.ChangeId)?.Effects.OfType<Effect.ApplyObject>().SingleOrDefault() is not { } effect)
            return observed;
        var stored = await writer.ApplyAsync(effect, stop);
        done.Add(effect.Describe());
        return FreshObserver.With(observed, stored);
    }

    private async Task<Outcome> AlterAsync(PlatformEvent.ChangeRequested request, DesiredResource desired, ObservedState observed, List<string> done, CancellationToken stop)
    {
        var change = Planner.PlanOne(desired, request.Cause.Commit, observed, request.ChangeId);
        if (change?.Blocked is { } blocked)
            return new Outcome.Failed(blocked.Code, blocked.Explanation, IsRetried: false);
        var cluster = ((KafkaTopic)desired.Value).ClusterKey;
        foreach (var effect in change?.Effects ?? [])
        {
            // A brokers' address may answer before: who deletes the topic then would take its cluster for gone, and leave it behind.
            if (effect is Effect.CreateTopic && !await observer.IsStoredAsync(cluster, stop))
                throw new KafkaAdminException(isRefusal: false, $"{cluster} is not stored yet: its topics are made after it");
            if (await topics.WriteAsync(cluster, effect, stop))
                done.Add(effect.Describe());
        }

        return Endings.Of(request.ChangeId, done, observed.Find(desired.Manifest.Key));
    }

    private async Task ReportAsync(DesiredResource desired, KafkaTopic topic, ObservedState before, Outcome outcome, CancellationToken stop)
    {
        Health health = outcome is Outcome.Failed failed ? new Health.Stuck(failed.Reason, failed.Message) : new Health.Fine("TopicReady", $"topic {topic.TopicName} is as desired");
        var view = await ViewAsync(topic, before, outcome, stop);
        await status.WriteAsync(desired.Manifest.Key, live => TopicStatus.Of(live, view, health, status.Now), stop);
    }

    private async Task<TopicView?> ViewAsync(KafkaTopic topic, ObservedState before, Outcome outcome, CancellationToken stop)
    {
        var observed = outcome is Outcome.Applied ? await observer.WithTopicAsync(before, topic.ClusterKey, topic.TopicName, stop) : before;
        return observed.Topics[topic.ClusterKey].GetValueOrDefault(topic.TopicName);
    }
}
