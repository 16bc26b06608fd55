using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Ports;

/// <summary>Finds the way to each managed Kafka cluster. Thread-safe.</summary>
public interface IKafkaAdmins
{
    /// <summary>The admin of the cluster; cheap to call again. Reaching it is tried only by its calls.</summary>
    IKafkaAdmin For(ResourceKey cluster);
}
