using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Whether the platform is as the last commit wants it, asked of the platform itself.</summary>
internal sealed class Convergence(Surroundings around)
{
    private static readonly ImmutableArray<ResourceType> Types =
        [.. ResourceKinds.All.Select(kind => kind.Type), .. ClusterRenderer.ObservedTypes];

    /// <summary>The first thing that is not as it should be; null when there is none.</summary>
    public async Task<string?> WhatIsMissingAsync()
    {
        if (around.Log.OffsetOf(Courier.Group) < around.Log.Records.Count)
            return "the worker has not read the whole trail";
        var revision = around.Repository.Of(around.Repository.Head);
        var observed = await ObserveAsync(revision);
        var plan = Planner.Plan(revision, observed, PlanPolicy.Default, withUnderWay: true);
        if (plan.Changes.FirstOrDefault(change => !IsMeant(change)) is { } change)
            return $"{change.Operation} of {change.Key} is left to do: {change.Blocked?.Explanation} {string.Join("; ", change.Effects.Select(effect => effect.Describe()))}";
        return revision.Resources.Values.Select(desired => WhyNotReady(desired, observed)).FirstOrDefault(why => why is not null)
            ?? revision.Resources.Values.Select(desired => desired.Value).OfType<KafkaCluster>().Where(cluster => !ClusterNodes.Of(cluster, observed).IsSettled)
                .Select(cluster => $"the nodes of {cluster.Key} are not settled").FirstOrDefault()
            ?? StrayTopic(observed);
    }

    /// <summary>
    /// Requests without an outcome after them, or with outcomes that came in another order than they did. A change that is requested again under its
    /// id, with another between, has an outcome for each: the later one counts.
    /// </summary>
    public IEnumerable<string> OpenRequests()
    {
        var records = around.Log.Records;
        foreach (var byKey in records.GroupBy(record => record.Key))
        {
            var before = -1L;
            var last = "";
            foreach (var request in byKey.Where(record => record.Event is PlatformEvent.ChangeRequested))
            {
                var id = ((PlatformEvent.ChangeRequested)request.Event).ChangeId;
                var outcome = byKey.FirstOrDefault(record => record.Offset > request.Offset && SealedBus.OutcomeOf(record.Event) == id);
                if (outcome is null)
                    yield return $"request {request.Offset} of {request.Key} has no outcome";
                else if (outcome.Offset < before && id != last && !byKey.Any(record => record.Offset > before && SealedBus.OutcomeOf(record.Event) == id))
                    yield return $"request {request.Offset} of {request.Key} ended before the one that came before it";
                (before, last) = (Math.Max(before, outcome?.Offset ?? 0), id);
            }
        }
    }

    private async Task<ObservedState> ObserveAsync(Revision revision)
    {
        var objects = Types.ToImmutableDictionary(type => type, type => around.Kubernetes.Store.List(type, null).Items.ToImmutableDictionary(live => live.Key));
        var topics = ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty;
        var settings = ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty;
        foreach (var cluster in revision.Resources.Values.Select(desired => desired.Value).OfType<KafkaCluster>())
        {
            try
            {
                topics = topics.SetItem(cluster.Key, await around.Kafka.For(cluster.Key).DescribeTopicsAsync(null, CancellationToken.None));
                settings = settings.SetItem(cluster.Key, await around.Kafka.For(cluster.Key).DescribeSettingsAsync(CancellationToken.None));
            }
            catch (KafkaAdminException)
            {
                // Unknown, then; its nodes are not settled either.
            }
        }

        return new ObservedState(objects, topics) { Settings = settings };
    }

    /// <summary>Some things stay as they are until a person acts.</summary>
    private static bool IsMeant(Change change) => change is { Operation: ChangeOperation.Delete, Blocked.Code: "DeletionProtected" or "InUse" };

    private static string? WhyNotReady(DesiredResource desired, ObservedState observed)
    {
        if (observed.Find(desired.Manifest.Key) is not { } live)
            return $"{desired.Key} is not there";
        if (live.At("status", "observedGeneration")?.GetInt64() != live.Generation)
            return $"the status of {desired.Key} is of another generation than {live.Generation}: {live.At("status")}";
        var ready = live.At("status", "conditions") is { } conditions ? conditions.EnumerateArray().FirstOrDefault(condition => condition.GetProperty("type").ValueEquals("Ready")) : default;
        return ready.ValueKind == JsonValueKind.Object && ready.GetProperty("status").ValueEquals("True") ? null : $"{desired.Key} is not ready: {live.At("status")}";
    }

    /// <summary>Topics of resources that are gone must be gone, too; what was made by hand stays.</summary>
    private string? StrayTopic(ObservedState observed)
    {
        var stored = observed.OfType(ResourceKinds.Get(KafkaTopic.KindName).Type).Values.Select(live => ResourceJson.Read<KafkaTopic>(live.Json)).ToList();
        return (from cluster in observed.Topics
                from topic in cluster.Value.Keys
                where topic != Hand.ForeignTopic && !IsReleased(cluster.Key, topic) && !stored.Exists(known => known.ClusterKey == cluster.Key && known.TopicName == topic)
                select $"topic {topic} of {cluster.Key} belongs to no resource").FirstOrDefault();
    }

    /// <summary>
    /// Its resource was deleted by hand and never came back, because Git dropped it too before the worker had come to it: nothing is
    /// left that would tell the topic from one that was made by hand, and data is not deleted on a guess (decision 0005).
    /// </summary>
    private bool IsReleased(ResourceKey cluster, string topic) =>
        around.Released.TryGetValue((cluster, topic), out var released)
        && !around.Log.Records.Any(record => record.Offset >= released.Offset && record.Event.About == released.Resource
            && record.Event is PlatformEvent.ChangeRequested { Operation: not ChangeOperation.Delete } or PlatformEvent.ChangeApplied);
}
