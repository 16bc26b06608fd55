using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

public sealed class SeenDeletionsTests
{
    private readonly SeenDeletions _deletions = new();

    [Fact]
    public void Deletion_is_remembered_until_the_object_is_back()
    {
        var service = Object(ResourceType.Services, "old");

        _deletions.Note(new WatchEvent(WatchEventType.Deleted, service, "2"));
        Assert.Equal("old", _deletions.All[service.Key].Uid);

        _deletions.Note(new WatchEvent(WatchEventType.Added, Object(ResourceType.Services, "new"), "3"));
        Assert.Empty(_deletions.All);
    }

    [Fact]
    public void What_a_new_list_lacks_was_deleted_and_what_it_has_is_back()
    {
        var (gone, kept) = (Object(ResourceType.Services, "gone"), Object(ResourceType.ConfigMaps, "kept"));

        _deletions.Note(Snapshot(gone, kept), Snapshot(kept));
        Assert.Equal([gone.Key], _deletions.All.Keys);

        _deletions.Note(Snapshot(kept), Snapshot(gone, kept));
        Assert.Empty(_deletions.All);
    }

    [Fact]
    public void Deletion_of_a_resource_is_remembered_too()
    {
        var topic = Object(ResourceKinds.Get(KafkaTopic.KindName).Type, "old");

        _deletions.Note(new WatchEvent(WatchEventType.Deleted, topic, "2"));

        Assert.Equal("old", _deletions.All[topic.Key].Uid);
    }

    [Fact]
    public void Pods_come_and_go()
    {
        _deletions.Note(new WatchEvent(WatchEventType.Deleted, Object(ResourceType.Pods, "old"), "2"));

        Assert.Empty(_deletions.All);
    }

    private static ImmutableDictionary<ObjectKey, KubeObject> Snapshot(params KubeObject[] objects) => objects.ToImmutableDictionary(found => found.Key);

    private static KubeObject Object(ResourceType type, string uid) => KubeObject.Of(
        type, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "orders", ["namespace"] = "streaming", ["uid"] = uid, ["resourceVersion"] = "1" } });
}
