namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>How long it took until six nodes served.</summary>
/// <param name="Floor">Plain hand-written StatefulSets, from <c>kubectl apply</c> to the last pod ready.</param>
/// <param name="PodsReady">From the push to the last pod ready.</param>
/// <param name="ClusterReady">From the push until the KafkaCluster said that it is ready.</param>
public sealed record Provision(TimeSpan Floor, TimeSpan PodsReady, TimeSpan ClusterReady);
