namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>The broker that was asked is not the controller, which alone could do it.</summary>
internal sealed class NotControllerException() : Exception("it is not the controller");
