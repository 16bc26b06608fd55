using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>How it stands with the certificates of a cluster after all that could be done was done. Immutable.</summary>
/// <param name="Cluster">The stored KafkaCluster.</param>
internal sealed record KeptCertificates(KubeObject Cluster, CertificatePlan Plan, CertificateState State);
