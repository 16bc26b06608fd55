namespace GitOpsKafka.TestCluster;

/// <summary>A process of the harness failed; the message says which and carries the tail of its log.</summary>
public sealed class ChildProcessException(string message) : Exception(message);
