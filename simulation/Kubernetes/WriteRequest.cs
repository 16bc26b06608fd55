namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>How a write reaches the server. Immutable.</summary>
/// <param name="Manager">Field manager.</param>
/// <param name="Subresource">Empty, <c>status</c> or <c>scale</c>.</param>
internal sealed record WriteRequest(string Manager, string Subresource, SimulatedUser User, bool IsDryRun = false);
