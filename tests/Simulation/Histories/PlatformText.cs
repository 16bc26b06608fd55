using System.Collections.Immutable;
using System.Text;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>A platform as a repository describes it. Immutable.</summary>
internal sealed record PlatformText(ImmutableSortedDictionary<string, ClusterText> Clusters, ImmutableSortedDictionary<string, TopicText> Topics)
{
    public const string Namespace = "streaming";

    public static PlatformText Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ClusterText>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, TopicText>(StringComparer.Ordinal));

    public PlatformText With(ClusterText cluster) => this with { Clusters = Clusters.SetItem(cluster.Name, cluster) };

    public PlatformText With(TopicText topic) => this with { Topics = Topics.SetItem(topic.Name, topic) };

    /// <summary>The files of the repository: text by path.</summary>
    public ImmutableSortedDictionary<string, string> Files() => Clusters.Values.Select(cluster => KeyValuePair.Create($"clusters/{cluster.Name}.yaml", cluster.ToYaml()))
        .Concat(Topics.Values.Select(topic => KeyValuePair.Create($"topics/{topic.Name}.yaml", topic.ToYaml())))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal static StringBuilder Head(string kind, string name) => new StringBuilder()
        .Append("apiVersion: gitopskafka.io/v1alpha1\nkind: ").Append(kind).Append("\nmetadata:\n  name: ").Append(name).Append("\n  namespace: ").Append(Namespace).Append("\nspec:\n");

    internal static void Config(StringBuilder yaml, ImmutableSortedDictionary<string, string> config)
    {
        if (config.IsEmpty)
            return;
        yaml.Append("  config:\n");
        foreach (var (key, value) in config)
            yaml.Append($"    {key}: {value}\n");
    }
}

/// <param name="Controllers">0 for combined nodes.</param>
internal sealed record ClusterText(string Name, int Controllers, int Brokers, string Version, ImmutableSortedDictionary<string, string> Config)
{
    /// <summary>Of the brokers' volumes, in Gi.</summary>
    public int Size { get; init; } = 10;

    public string ToYaml()
    {
        var yaml = PlatformText.Head("KafkaCluster", Name).Append($"  version: {Version}\n");
        if (Controllers > 0)
            Role(yaml, "controllers", Controllers, 10);
        Role(yaml, "brokers", Brokers, Size);
        PlatformText.Config(yaml, Config);
        return yaml.ToString();
    }

    private static void Role(StringBuilder yaml, string role, int replicas, int size) =>
        yaml.Append($"  {role}:\n    replicas: {replicas}\n    storage:\n      volumes:\n        - id: 0\n          size: {size}Gi\n");
}

internal sealed record TopicText(string Name, string Cluster, int Partitions, int Replicas, ImmutableSortedDictionary<string, string> Config, bool IsProtected)
{
    public string ToYaml()
    {
        var yaml = PlatformText.Head("KafkaTopic", Name).Append($"  clusterRef:\n    name: {Cluster}\n  partitions: {Partitions}\n  replicationFactor: {Replicas}\n");
        PlatformText.Config(yaml, Config);
        if (IsProtected)
            yaml.Append("  deletionProtection: true\n");
        return yaml.ToString();
    }
}
