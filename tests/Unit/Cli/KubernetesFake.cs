using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Cli;

/// <summary>An API server that is only read. Writing is an error: no command of these may do it.</summary>
internal sealed class KubernetesFake : IKubernetesApi
{
    private readonly Dictionary<ObjectKey, KubeObject> _objects = [];
    private readonly Channel<WatchEvent> _changes = Channel.CreateUnbounded<WatchEvent>();

    /// <summary>What every list fails with; null for none.</summary>
    public KubernetesApiException? Failure { get; set; }

    public void Holds(World world)
    {
        foreach (var live in world.Observed.Objects.Values.SelectMany(objects => objects.Values))
            Holds(live.Key.Type == ResourceType.Pods ? Labelled(live) : live);
    }

    public void Holds(KubeObject live) => _objects[live.Key] = live;

    /// <summary>A KafkaTopic with the status given, as it is stored.</summary>
    public static KubeObject Topic(string name, string status, string? ns = null) => KubeObject.Of(
        ResourceKinds.Get(KafkaTopic.KindName).Type,
        JsonNode.Parse($$"""
            {"metadata":{"name":"{{name}}","namespace":"{{ns ?? "streaming"}}","generation":2,"creationTimestamp":"2026-02-27T15:00:00Z",
               "labels":{"gitopskafka.io/source":"platform"},"annotations":{"gitopskafka.io/commit":"aaaaaaaabbbb","gitopskafka.io/change":"c1c1c1c1d2"},
               "managedFields":[{"manager":"gitopskafka"}]},
             "spec":{"clusterRef":{"name":"orders"},"partitions":6,"replicationFactor":3},"status":{{status}}}
            """)!);

    public void Change(WatchEventType type, KubeObject live) => _changes.Writer.TryWrite(new WatchEvent(type, live, "2"));

    public void EndWatches(Exception reason) => _changes.Writer.TryComplete(reason);

    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) =>
        Failure is not null ? throw Failure : Task.FromResult(new ObjectList(
            [.. _objects.Values.Where(live => live.Key.Type == type && (@namespace is null || live.Key.Namespace == @namespace) && (labelSelector is null || live.Label(labelSelector) is not null))], "1"));

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken))
            yield return change;
    }

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => Task.FromResult(_objects.GetValueOrDefault(key));

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) => throw Unexpected.Call();

    private static KubeObject Labelled(KubeObject pod)
    {
        var json = pod.ToNode();
        json["metadata"]!["labels"]![Marks.Cluster] = "orders";
        return KubeObject.Of(pod.Key.Type, json);
    }
}
