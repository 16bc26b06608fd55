using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;
using GitOpsKafka.Simulation.Kafka;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Nodes;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Sees every write before it happens, and notes each that must never be.</summary>
internal sealed class Witness(SimulatedKubernetes api, SimulatedKafka kafka, TimeProvider clock, Trace trace)
{
    /// <summary>What people and failures do meanwhile, no worker can know: for so long after them their effect is not ours.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ObjectKey, long> _newest = [];
    private readonly Dictionary<ObjectKey, string> _restarting = [];
    private DateTimeOffset _disturbedAt = DateTimeOffset.MinValue;

    public List<string> Violations { get; } = [];

    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>The worker's deliveries in this life.</summary>
    public Courier? Courier { get; set; }

    public bool IsDisturbed => clock.GetUtcNow() - _disturbedAt < Aftermath;

    public void Disturb() => _disturbedAt = clock.GetUtcNow();

    public void Count(string what, long by = 1) => Counts[what] = Counts.GetValueOrDefault(what) + by;

    public void Note(string violation)
    {
        Violations.Add(violation);
        trace.Add($"VIOLATION {violation}");
    }

    public void Apply(string process, KubeObject desired)
    {
        Count("objects applied");
        var request = Request(process, desired.Key, "applied");
        if (request?.Operation == ChangeOperation.Delete)
            Note($"{desired.Key} was applied by a delete");
        if (ResourceKinds.Find(desired.Key.Type.Kind) is not null)
            CheckOrder(desired);
    }

    public void Delete(string process, ObjectKey key, string? uid)
    {
        var live = api.Store.Find(key)?.Object;
        if (IsTornDown(key))
        {
            TearDown(process, key);
            return;
        }

        var request = Request(process, key, "deleted");
        if (key.Type == ResourceType.Pods)
            Restart(key, uid, live);
        else if (ResourceKinds.Find(key.Type.Kind) is null || request?.Operation != ChangeOperation.Delete)
            Note($"{key} was deleted, and nobody asked for it");
        else if (live is not null && live.Uid == uid)
            CheckPruned(key, live, request);
    }

    /// <summary>The last step of a teardown: nothing may run any more.</summary>
    public void Release(string process, KubeObject cluster)
    {
        Count("clusters torn down");
        if (process != "worker" || !cluster.IsTerminating)
            Note($"{cluster} was released by {process}");
        if (PodsOf(cluster.Key.Name, _ => true).FirstOrDefault() is { } pod && !IsDisturbed)
            Note($"{cluster} was released while {pod} was still there");
    }

    /// <summary>Only StatefulSets are made anew, and only for volumes that grow.</summary>
    public void DeleteAlone(string process, ObjectKey key)
    {
        Count("StatefulSets made anew");
        Request(process, key, "made anew");
        if (key.Type != ResourceType.StatefulSets)
            Note($"{key} was deleted alone");
        else if (Claims(key).FirstOrDefault(claim => claim.At("status", "capacity", "storage")?.GetString() != claim.At("spec", "resources", "requests", "storage")?.GetString()) is { } growing)
            Note($"{key} was deleted alone while {growing} still grows");
    }

    /// <summary>Deletes, and looks at what that took away from Kafka.</summary>
    public async Task<bool> WatchDeleteAsync(ObjectKey key, Func<Task<bool>> delete)
    {
        if (key.Type != ResourceType.Pods || IsTornDown(key))
            return await delete();
        var cluster = kafka.Cluster(OwnerOf(key));
        var topics = await TopicsAsync(cluster);
        var (shortages, losses) = (cluster.UnavailableWrites.Count, cluster.QuorumLosses);
        var isDeleted = await delete();
        // A partition without a copy to spare can never be restarted safely, so none is waited for.
        var harmed = cluster.UnavailableWrites.Skip(shortages).FirstOrDefault(write => topics.TryGetValue(write.Topic, out var topic) && topic.ReplicationFactor > write.Minimum);
        if (harmed is not null && !IsDisturbed)
            Note($"the restart of {key} took {harmed.Topic}-{harmed.Partition} below min.insync.replicas");
        if (cluster.QuorumLosses > losses && !IsDisturbed && HasSpareVoter(key))
            Note($"the restart of {key} took the quorum its majority");
        return isDeleted;
    }

    public void Topic(string process, ResourceKey cluster, string topic, bool isDelete)
    {
        Count(isDelete ? "topics deleted" : "topic writes");
        var request = Courier?.All.FirstOrDefault(open => IsOf(open, cluster, topic));
        if (process != "worker" || request is null || (request.Operation == ChangeOperation.Delete) != isDelete)
            Note($"topic {topic} of {cluster} was {(isDelete ? "deleted" : "written")} by {process}, and nobody asked for it");
    }

    /// <summary>It was made for a cluster that is on its way out, so nobody has to ask for its end.</summary>
    private bool IsTornDown(ObjectKey key) =>
        ResourceKinds.Find(key.Type.Kind) is null && api.Store.Find(ResourceKinds.ObjectOf(OwnerOf(key)))?.Object is { IsTerminating: true };

    /// <summary>Volumes here are all to be retained, and controllers outlive brokers.</summary>
    private void TearDown(string process, ObjectKey key)
    {
        if (process != "worker" || (key.Type != ResourceType.StatefulSets && key.Type != ResourceType.Pods))
            Note($"{key} was torn down by {process}");
        if (key.Name.Contains("-controllers", StringComparison.Ordinal) && PodsOf(OwnerOf(key).Name, role => role == "broker").FirstOrDefault() is { } broker && !IsDisturbed)
            Note($"{key} was torn down before {broker}");
    }

    private IEnumerable<KubeObject> PodsOf(string cluster, Func<string?, bool> isMeant) =>
        api.Store.List(ResourceType.Pods, null).Items.Where(pod => pod.Label(Marks.Cluster) == cluster && isMeant(pod.Label(Marks.Role)));

    private static async Task<ImmutableSortedDictionary<string, TopicView>> TopicsAsync(SimulatedKafkaCluster cluster)
    {
        try
        {
            return await cluster.DescribeTopicsAsync(null, CancellationToken.None);
        }
        catch (KafkaAdminException)
        {
            return ImmutableSortedDictionary<string, TopicView>.Empty;
        }
    }

    /// <summary>A single voter takes the majority with it whenever it restarts.</summary>
    private bool HasSpareVoter(ObjectKey pod) =>
        api.Store.Find(pod with { Type = ResourceType.StatefulSets, Name = pod.Name[..pod.Name.LastIndexOf('-')] })?.Object.At("spec", "replicas")?.GetInt32() >= 3;

    private static bool IsOf(PlatformEvent.ChangeRequested request, ResourceKey cluster, string topic) =>
        request.Resource.Kind == KafkaTopic.KindName
        && DesiredResource.FromManifest(KubeObject.Of(ResourceKinds.Get(KafkaTopic.KindName).Type, request.Manifest)).Value is KafkaTopic written
        && written.TopicName == topic && written.ClusterKey == cluster;

    private PlatformEvent.ChangeRequested? Request(string process, ObjectKey key, string what)
    {
        var request = Courier?.Current(OwnerOf(key));
        if (process != "worker" || request is null)
            Note($"{key} was {what} by {process} without a requested change");
        return request;
    }

    private void CheckOrder(KubeObject desired)
    {
        var push = Repository.NumberOf(desired.Annotation(Marks.Commit));
        if (push < _newest.GetValueOrDefault(desired.Key))
            Note($"{desired.Key} of push {_newest[desired.Key]} was overwritten by the older commit of push {push}");
        _newest[desired.Key] = Math.Max(push, _newest.GetValueOrDefault(desired.Key));
    }

    private void CheckPruned(ObjectKey key, KubeObject live, PlatformEvent.ChangeRequested request)
    {
        Count("resources deleted");
        if (live.Label(Marks.Source) is null)
            Note($"{key} was deleted, and it did not come from Git");
        if (live.At("spec", "deletionProtection")?.GetBoolean() == true)
            Note($"{key} was deleted, and it is protected");
        var (push, stored) = (Repository.NumberOf(request.Cause.Commit.Sha), Repository.NumberOf(live.Annotation(Marks.Commit)));
        if (stored > push)
            Note($"{key} of push {stored} was deleted by the older commit of push {push}");
        _newest[key] = Math.Max(push, _newest.GetValueOrDefault(key));
    }

    private void Restart(ObjectKey key, string? uid, KubeObject? live)
    {
        if (live is null || live.Uid != uid || live.IsTerminating)
            return;
        Count("nodes restarted");
        foreach (var (other, old) in _restarting.ToArray())
        {
            if (api.Store.Find(other)?.Object is { } back && back.Uid != old && Pods.IsReady(back))
                _restarting.Remove(other);
            else if (other != key && OwnerOf(other) == OwnerOf(key) && !IsDisturbed)
                Note($"{key} was restarted while {other} was not back yet");
        }

        var set = api.Store.Find(key with { Type = ResourceType.StatefulSets, Name = key.Name[..key.Name.LastIndexOf('-')] })?.Object;
        if (!IsDisturbed && set?.At("status", "updateRevision")?.GetString() == live.Label(Pods.RevisionLabel) && set!.At("status", "observedGeneration")?.GetInt64() == set.Generation && !HasSettingOfOld(live))
            Note($"{key} was restarted although it has the newest template");
        _restarting[key] = live.Uid;
    }

    /// <summary>Its file holds a setting that Git dropped and that has no default to be set over it.</summary>
    private bool HasSettingOfOld(KubeObject pod)
    {
        var name = pod.Label(Marks.Cluster)!;
        if (pod.Label(Marks.Role) == "controller" || api.Store.Find(new ObjectKey(ResourceKinds.Get(KafkaCluster.KindName).Type, pod.Key.Namespace, name))?.Object is not { } stored)
            return false;
        var cluster = ResourceJson.Read<KafkaCluster>(stored.Json);
        var version = KafkaVersions.Find(cluster.Spec.Version)!;
        return kafka.Cluster(cluster.Key).SettingsOf(Pods.OrdinalOf(pod.Key.Name)!.Value).Any(setting =>
            setting.Value.File is not null && !cluster.Spec.Config.ContainsKey(setting.Key)
            && DynamicSettings.IsDynamic(version, setting.Key) && SettingTable.Find(SettingScope.Broker, version, setting.Key)!.Default is null);
    }

    private IEnumerable<KubeObject> Claims(ObjectKey set) =>
        api.Store.List(ResourceType.PersistentVolumeClaims, set.Namespace).Items.Where(claim => claim.Key.Name.StartsWith($"data-0-{set.Name}-", StringComparison.Ordinal));

    /// <summary>What an object was made for; names of ours begin with the name of the cluster, those of claims with that of the volume.</summary>
    private static ResourceKey OwnerOf(ObjectKey key) => ResourceKinds.Find(key.Type.Kind) is not null
        ? ResourceKey.Of(key.Type.Kind, key.Namespace, key.Name)
        : ResourceKey.Of(KafkaCluster.KindName, key.Namespace, key.Name.Split('-')[key.Type == ResourceType.PersistentVolumeClaims ? 2 : 0]);
}
