using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

/// <summary>A small platform to plan against: what Git wants and what the cluster has.</summary>
internal sealed class World
{
    private readonly Dictionary<ObjectKey, KubeObject> _objects = [];
    private readonly Dictionary<ObjectKey, Deletion> _deleted = [];
    private readonly Dictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> _topics = [];
    private readonly SortedDictionary<ResourceKey, DesiredResource> _desired = [];
    private ClusterSettingsView? _settings;

    public static Commit Commit { get; } = new(
        ResourceKey.Of("GitSource", "gitopskafka", "platform"), "https://git.example.com/platform.git", "main", new string('a', 40),
        "Ada <ada@example.com>", "Ada <ada@example.com>", "Change the platform", DateTimeOffset.UnixEpoch, 7);

    public static ResourceKey OrdersCluster { get; } = ResourceKey.Of("KafkaCluster", "streaming", "orders");

    public static ResourceKey OrdersTopic { get; } = ResourceKey.Of("KafkaTopic", "streaming", "orders.v1");

    public static DesiredResource Cluster(int brokers = 3, string version = "4.2.1", string? config = null) => Desired($$"""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"version":"{{version}}","controllers":{"replicas":3},"brokers":{"replicas":{{brokers}} } {{(config is null ? "" : $",\"config\":{config}")}} } }
        """);

    /// <summary>The cluster with its metadata in ZooKeeper.</summary>
    public static DesiredResource InZooKeeper(int servers = 3, string? config = null, string? serverConfig = null) => Desired($$"""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"version":"3.9.2","zookeeper":{"replicas":{{servers}},"config":{{serverConfig ?? "{}"}} },"brokers":{"replicas":3},"config":{{config ?? "{}"}} } }
        """);

    public static DesiredResource Topic(string name = "orders.v1", int partitions = 6, string config = "{}", bool isProtected = false) => Desired($$"""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"name":"{{name}}","namespace":"streaming"},
         "spec":{"clusterRef":{"name":"orders"},"partitions":{{partitions}},"replicationFactor":3,"config":{{config}},"deletionProtection":{{(isProtected ? "true" : "false")}} } }
        """);

    public static DesiredResource Desired(string json)
    {
        var element = JsonDocument.Parse(json).RootElement;
        return DesiredResource.FromManifest(KubeObject.Of(ResourceKinds.Get(element.GetProperty("kind").GetString()!).Type, element));
    }

    public World Wants(params DesiredResource[] desired)
    {
        foreach (var resource in desired)
            _desired[resource.Key] = resource;
        return this;
    }

    /// <summary>The resource as it is after it was applied from Git and its worker is done.</summary>
    public World Has(DesiredResource resource, Action<JsonObject>? edit = null)
    {
        var effect = (Effect.ApplyObject)Planner.PlanOne(resource, Commit, World.Empty)!.Effects[0];
        Store(effect.Desired, edit);
        return this;
    }

    /// <summary>The resource as kubectl applied it; no repository holds it.</summary>
    public World HasStored(DesiredResource resource, Action<JsonObject>? edit = null)
    {
        Store(resource.Manifest, json =>
        {
            json["metadata"]!["annotations"] = new JsonObject();
            json["metadata"]!["managedFields"] = JsonNode.Parse("""[{"manager":"kubectl-client-side-apply","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{".":{}}}}]""");
            edit?.Invoke(json);
        });
        return this;
    }

    /// <summary>The marks of its change are written.</summary>
    public World IsTakenOn(ResourceKey key)
    {
        var live = Stored(key);
        var mark = Planner.PlanOne(HandApplied.Desired(live)!, Commit, Observed)!.Effects.OfType<Effect.ApplyObject>().First().Desired;
        return Edit(candidate => candidate == live.Key, json =>
        {
            json["metadata"]!["annotations"] = mark.ToNode()["metadata"]!["annotations"]!.DeepClone();
            json["metadata"]!["finalizers"] = mark.ToNode()["metadata"]!["finalizers"]?.DeepClone();
        });
    }

    /// <summary>A hand gives the stored resource the spec of another.</summary>
    public World Respec(DesiredResource other) => Edit(key => key == other.Manifest.Key, json =>
    {
        json["spec"] = other.Manifest.ToNode()["spec"]!.DeepClone();
        json["metadata"]!["generation"] = 2;
    });

    public KubeObject Stored(ResourceKey key) => _objects[ResourceKinds.ObjectOf(key)];

    /// <summary>The objects that were made from a cluster, with ready pods.</summary>
    public World HasNodesOf(DesiredResource cluster, Action<ObjectKey, JsonObject>? edit = null)
    {
        foreach (var child in ClusterRenderer.Render((KafkaCluster)cluster.Value, Uid(cluster.Manifest.Key)))
        {
            Store(child, json => edit?.Invoke(child.Key, json));
            if (child.Key.Type == ResourceType.StatefulSets)
                HasPodsOf(_objects[child.Key]);
            if (child.Key.Type == ResourceType.StatefulSets)
                HasClaimsOf(_objects[child.Key]);
        }

        return this;
    }

    /// <summary>Changes every object that is asked for, as others would.</summary>
    public World Edit(Func<ObjectKey, bool> isWanted, Action<JsonObject> edit)
    {
        foreach (var key in _objects.Keys.Where(isWanted).ToList())
        {
            var json = _objects[key].ToNode();
            edit(json);
            _objects[key] = KubeObject.Of(key.Type, json);
        }

        return this;
    }

    public World HasNot(Func<ObjectKey, bool> isWanted)
    {
        foreach (var key in _objects.Keys.Where(isWanted).ToList())
            _objects.Remove(key);
        return this;
    }

    /// <summary>A storage class that was looked at.</summary>
    public World HasStorageClass(string name, bool allowsGrowth)
    {
        var json = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["allowVolumeExpansion"] = allowsGrowth };
        var found = KubeObject.Of(ResourceType.StorageClasses, json);
        _objects[found.Key] = found;
        return this;
    }

    public World Annotate(ResourceType type, string name, string annotation, string value)
    {
        var (key, live) = _objects.Single(entry => entry.Key.Type == type && entry.Key.Name == name);
        var json = live.ToNode();
        json["metadata"]!["annotations"]![annotation] = value;
        _objects[key] = KubeObject.Of(type, json);
        return this;
    }

    /// <summary>An object is gone that was seen to be deleted, or was never seen.</summary>
    public World Lacks(ResourceType type, string name, string? seenDeleted = null)
    {
        var key = _objects.Keys.Single(key => key.Type == type && key.Name == name);
        _objects.Remove(key, out var gone);
        if (seenDeleted is not null)
            _deleted[key] = new Deletion(seenDeleted, gone!.Annotation(Marks.DesiredHash));
        return this;
    }

    public World HasTopic(string name, int partitions, params (string Key, string Value)[] config)
    {
        var views = Enumerable.Range(0, partitions).Select(id => new PartitionView(id, id % 3, [0, 1, 2], [0, 1, 2])).ToImmutableArray();
        var topics = _topics.GetValueOrDefault(OrdersCluster, ImmutableSortedDictionary.Create<string, TopicView>(StringComparer.Ordinal));
        _topics[OrdersCluster] = topics.SetItem(name, new TopicView(name, views, config.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value)));
        return this;
    }

    /// <summary>What the running brokers say of one setting, beside what the others say.</summary>
    public World HasSetting(string name, params BrokerSetting[] byBroker)
    {
        var brokers = _settings?.Brokers ?? ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>>.Empty;
        foreach (var (broker, setting) in byBroker.Index())
            brokers = brokers.SetItem(broker, brokers.GetValueOrDefault(broker, ImmutableSortedDictionary<string, BrokerSetting>.Empty).SetItem(name, setting));
        _settings = new ClusterSettingsView(ClusterRenderer.ClusterId((KafkaCluster)Cluster().Value, Uid(Cluster().Manifest.Key))!, brokers);
        return this;
    }

    /// <summary>What answers under the cluster's address is another one.</summary>
    public World IsForeign() => Is("another");

    /// <summary>What answers under the cluster's address says that it is this one.</summary>
    public World Is(string clusterId)
    {
        _settings = _settings! with { ClusterId = clusterId };
        return this;
    }

    public World HasNoTopics()
    {
        _topics[OrdersCluster] = ImmutableSortedDictionary.Create<string, TopicView>(StringComparer.Ordinal);
        return this;
    }

    public Revision Revision => new(Commit, _desired.ToImmutableSortedDictionary(), [], []);

    public ObservedState Observed => new(
        Types.ToImmutableDictionary(type => type, type => _objects.Values.Where(found => found.Key.Type == type).ToImmutableDictionary(found => found.Key)),
        _topics.ToImmutableDictionary())
    {
        Deleted = _deleted.ToImmutableDictionary(),
        Settings = _settings is null ? ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty : ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty.Add(OrdersCluster, _settings),
    };

    public Plan Plan(PlanPolicy? policy = null) => Planner.Plan(Revision, Observed, policy ?? PlanPolicy.Default);

    /// <summary>What must change for one resource.</summary>
    public Change PlanOf(DesiredResource desired) => Planner.PlanOne(desired, Commit, Observed)!;

    private static ObservedState Empty => new World().Observed;

    private static IEnumerable<ResourceType> Types =>
        [.. ResourceKinds.All.Select(kind => kind.Type), .. ClusterRenderer.ObservedTypes, ResourceType.StorageClasses];

    private static string Uid(ObjectKey key) => $"uid-of-{key}";

    private void Store(KubeObject desired, Action<JsonObject>? edit)
    {
        var json = desired.ToNode();
        json["metadata"]!["uid"] = Uid(desired.Key);
        json["metadata"]!["generation"] = 1;
        json["status"] = new JsonObject { ["observedGeneration"] = 1 };
        if (desired.Key.Type == ResourceType.StatefulSets)
            json["status"]!["updateRevision"] = "one";
        edit?.Invoke(json);
        _objects[desired.Key] = KubeObject.Of(desired.Key.Type, json);
    }

    /// <summary>Bound, of class <c>standard</c>, and as large as their template says.</summary>
    private void HasClaimsOf(KubeObject statefulSet)
    {
        if (statefulSet.At("spec", "volumeClaimTemplates") is not { } templates)
            return;
        foreach (var template in templates.EnumerateArray())
        {
            for (var ordinal = 0; ordinal < statefulSet.At("spec", "replicas")!.Value.GetInt32(); ordinal++)
            {
                var spec = JsonObject.Create(template.GetProperty("spec"))!.DeepClone().AsObject();
                spec["storageClassName"] = "standard";
                var name = $"{template.GetProperty("metadata").GetProperty("name")}-{statefulSet.Key.Name}-{ordinal}";
                var claim = KubeObject.Of(ResourceType.PersistentVolumeClaims, new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = statefulSet.Key.Namespace, ["uid"] = $"uid-of-{name}", ["labels"] = statefulSet.ToNode()["spec"]!["selector"]!["matchLabels"]!.DeepClone() },
                    ["status"] = new JsonObject { ["phase"] = "Bound", ["capacity"] = spec["resources"]!["requests"]!.DeepClone() },
                    ["spec"] = spec,
                });
                _objects[claim.Key] = claim;
            }
        }
    }

    private void HasPodsOf(KubeObject statefulSet)
    {
        for (var ordinal = 0; ordinal < statefulSet.At("spec", "replicas")!.Value.GetInt32(); ordinal++)
        {
            var json = JsonNode.Parse($$"""
                {"metadata":{"name":"{{statefulSet.Key.Name}}-{{ordinal}}","namespace":"{{statefulSet.Key.Namespace}}","uid":"pod-{{ordinal}}",
                  "labels":{"controller-revision-hash":"one","gitopskafka.io/cluster":"{{statefulSet.Label(Marks.Cluster)}}","gitopskafka.io/role":"{{statefulSet.Label(Marks.Role)}}"},"ownerReferences":[{"uid":"{{statefulSet.Uid}}"}] },
                 "spec":{"nodeName":"node-{{ordinal}}"},
                 "status":{"hostIP":"10.0.0.1{{ordinal}}","conditions":[{"type":"Ready","status":"True"}] } }
                """)!;
            json["metadata"]!["annotations"] = statefulSet.ToNode()["spec"]!["template"]!["metadata"]!["annotations"]!.DeepClone();
            var pod = KubeObject.Of(ResourceType.Pods, json);
            _objects[pod.Key] = pod;
        }
    }
}
