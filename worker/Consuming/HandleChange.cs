using GitOpsKafka.Cluster.Bus;

namespace GitOpsKafka.Worker.Consuming;

/// <summary>A requested change on its way from the bus to its handler.</summary>
public sealed record HandleChange(ChangeDelivery Delivery);
