using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Nodes;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>
/// The Kafka clusters that run in the pods of a simulated Kubernetes: a broker is up while its pod is Ready. Pods are known by the labels of
/// <see cref="Marks"/>; a node's id is the label or annotation <c>gitopskafka.io/node-id</c>, else the ordinal of its pod. Thread-safe.
/// </summary>
public sealed class SimulatedKafka : IKafkaAdmins
{
    private const string NodeId = Marks.Prefix + "node-id";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<ResourceKey, SimulatedKafkaCluster> _clusters = [];
    private readonly TimeProvider _clock;
    private readonly TimeSpan _catchUp;
    private readonly Trace? _trace;

    /// <param name="catchUp">How long a broker that is back needs to be in sync again; 5 s by default.</param>
    public SimulatedKafka(SimulatedKubernetes api, TimeProvider clock, TimeSpan? catchUp = null, Trace? trace = null)
    {
        (_clock, _catchUp, _trace) = (clock, catchUp ?? TimeSpan.FromSeconds(5), trace);
        api.Store.Observe(See);
    }

    /// <summary>How often a restart took a partition below its <c>min.insync.replicas</c>, over all clusters: writes would have failed.</summary>
    public int UnavailableWrites => Clusters().Sum(cluster => cluster.UnavailableWrites.Count);

    public IKafkaAdmin For(ResourceKey cluster) => Cluster(cluster);

    /// <summary>The cluster with what the admin does not show: incidents and quorum.</summary>
    public SimulatedKafkaCluster Cluster(ResourceKey cluster)
    {
        lock (_lock)
        {
            if (!_clusters.TryGetValue(cluster, out var found))
                _clusters[cluster] = found = new SimulatedKafkaCluster(cluster, _clock, _catchUp, _trace);
            return found;
        }
    }

    private SimulatedKafkaCluster[] Clusters()
    {
        lock (_lock)
            return [.. _clusters.Values];
    }

    private void See(ObjectChange change)
    {
        var seen = change.Object;
        if (seen.Key.Type.Group == ResourceKinds.Group && seen.Key.Type.Kind == KafkaCluster.KindName)
            Cluster(KeyOf(seen, seen.Key.Name)).Configure(change.Type == WatchEventType.Deleted ? null : seen);
        else if (seen.Key.Type == ResourceType.Pods && seen.Label(Marks.Cluster) is { } name)
            Cluster(KeyOf(seen, name)).See(NodeOf(seen), change.Type != WatchEventType.Deleted && Pods.IsReady(seen));
    }

    private static ResourceKey KeyOf(KubeObject seen, string name) => ResourceKey.Of(KafkaCluster.KindName, seen.Key.Namespace, name);

    private static KafkaNode NodeOf(KubeObject pod) => new(
        int.TryParse(pod.Label(NodeId) ?? pod.Annotation(NodeId), out var id) ? id : Pods.OrdinalOf(pod.Key.Name) ?? 0,
        pod.Label(Marks.Role) ?? "",
        $"{pod.Key.Name}.{pod.At("spec", "subdomain")?.GetString() ?? "nodes"}.{pod.Key.Namespace}.svc");
}
