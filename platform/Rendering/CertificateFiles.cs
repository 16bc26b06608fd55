using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>Where a node finds certificates: its Secret, mounted read-only.</summary>
internal static class CertificateFiles
{
    public const string Folder = "/etc/kafka-certs";

    /// <summary>Key and chain of the node itself.</summary>
    public const string Node = Folder + "/@POD@.pem";

    /// <summary>Authorities of the nodes.</summary>
    public const string ClusterTrust = Folder + "/" + CertificateSecrets.ClusterTrustFile;

    /// <summary>Authorities of clients.</summary>
    public const string ClientsTrust = Folder + "/" + CertificateSecrets.ClientsTrustFile;
}
