namespace GitOpsKafka.Cluster.Bus;

/// <summary>Who publishes. Immutable.</summary>
/// <param name="Role">Begins the name of the producer: <c>reconciler</c>.</param>
/// <param name="Source">CloudEvents source of its events: <c>/reconciler/orders-platform</c>.</param>
public sealed record PublisherName(string Role, string Source);
