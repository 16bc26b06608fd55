using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>The ways to Kafka clusters, whose writes go past the kill switch. Thread-safe.</summary>
internal sealed class KillingKafka(IKafkaAdmins inner, KillSwitch kill) : IKafkaAdmins
{
    public IKafkaAdmin For(ResourceKey cluster) => new KillingKafkaAdmin(inner.For(cluster), kill);
}
