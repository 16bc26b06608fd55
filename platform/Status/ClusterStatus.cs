using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status;

/// <summary>The status of a KafkaCluster, from what is observed. Pure: the same observation gives the same status.</summary>
public static class ClusterStatus
{
    /// <param name="live">The stored KafkaCluster; its earlier conditions keep their transition times.</param>
    /// <param name="work">What a worker is doing for it right now; null when nothing.</param>
    public static KafkaClusterStatus Of(KubeObject live, ObservedState observed, Work? work, DateTimeOffset now)
    {
        var cluster = ResourceJson.Read<KafkaCluster>(live.Json);
        var nodes = ClusterNodes.Of(cluster, observed);
        var brokers = nodes.Roles[^1];
        return new KafkaClusterStatus
        {
            ObservedGeneration = live.Generation,
            Conditions = Conditions.Next(cluster.Status?.Conditions ?? [], Judge(nodes, work), live.Generation, now),
            ReadyBrokers = brokers.Ready,
            ReadyControllers = nodes.Roles[0].Ready,
            Replicas = brokers.Existing,
            Selector = $"{Marks.Cluster}={cluster.Metadata.Name},{Marks.Role}={(nodes.Roles.Length == 1 ? "combined" : "broker")}",
            Version = nodes.Nodes.Select(node => node.Pod.Version).OfType<string>().Order(VersionOrder.Instance).FirstOrDefault(),
            Commit = live.Annotation(Marks.Commit),
        };
    }

    private static Health Judge(ClusterNodes nodes, Work? work) => work switch
    {
        { Failure: { } failure } => new Health.Stuck(failure.Code, failure.Explanation),
        not null => new Health.Working("Progressing", work.Step),
        null when !nodes.IsSettled => new Health.Working("NodesNotReady", Waiting(nodes)),
        null => new Health.Fine("AllNodesReady", $"{Count(nodes)} nodes are ready"),
    };

    private static string Waiting(ClusterNodes nodes) =>
        nodes.Roles.SelectMany(role => role.Unready).ToImmutableArray() is { IsEmpty: false } unready
            ? $"{Count(nodes)} of {nodes.Roles.Sum(role => role.Wanted)} nodes are ready; waiting for {string.Join(", ", unready)}"
            : "nodes are being replaced";

    private static int Count(ClusterNodes nodes) => nodes.Roles.Sum(role => role.Ready);
}
