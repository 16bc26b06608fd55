namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>Server-side apply without force met fields of other managers.</summary>
internal sealed class ApplyConflictException(string message) : Exception(message);
