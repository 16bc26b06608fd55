using GitOpsKafka.Cli.Observed;

namespace GitOpsKafka.Cli.Commands;

/// <summary>What <c>plan</c> was asked for. Immutable.</summary>
/// <param name="Revision">Null for the working tree.</param>
/// <param name="Source">Name of the GitSource; null to take it from Git.</param>
/// <param name="KafkaBootstrap">Servers by cluster, for clusters that are not reached through their Service.</param>
internal sealed record PlanRequest(
    string Path, string? Revision, string? Namespace, string? Source, bool WithKafka, IReadOnlyDictionary<string, string> KafkaBootstrap, bool Prune, KubernetesTarget Kubernetes, string Format);
