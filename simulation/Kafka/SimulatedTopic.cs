using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>One topic. Changed under the lock of its cluster.</summary>
internal sealed class SimulatedTopic(string name, ImmutableArray<SimulatedPartition> partitions, ImmutableSortedDictionary<string, string> config)
{
    public string Name => name;

    public ImmutableArray<SimulatedPartition> Partitions { get; set; } = partitions;

    public ImmutableSortedDictionary<string, string> Config { get; set; } = config;

    public int ReplicationFactor => Partitions[0].View.Replicas.Length;

    public TopicView View => new(name, [.. Partitions.Select(partition => partition.View)], Config);

    public int MinimumInSync(int otherwise) => Config.TryGetValue("min.insync.replicas", out var text) && int.TryParse(text, out var minimum) ? minimum : otherwise;
}
