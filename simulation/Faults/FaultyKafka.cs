using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Faults;

/// <summary>The ways to Kafka clusters as one process meets them on a bad day. Thread-safe.</summary>
public sealed class FaultyKafka(IKafkaAdmins inner, FaultPlan plan, Incarnation process) : IKafkaAdmins
{
    public IKafkaAdmin For(ResourceKey cluster) => new FaultyKafkaAdmin(inner.For(cluster), plan, process);
}
