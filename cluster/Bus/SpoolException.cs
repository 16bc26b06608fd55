namespace GitOpsKafka.Cluster.Bus;

/// <summary>An event could not be made durable: the spool is in use, full or broken, or the event is too large. Nothing of the batch was published.</summary>
public sealed class SpoolException(string message, Exception? inner = null) : Exception(message, inner);
