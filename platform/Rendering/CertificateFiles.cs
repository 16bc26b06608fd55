namespace GitOpsKafka.Platform.Rendering;

/// <summary>Where a node finds certificates: Secrets, mounted read-only.</summary>
internal static class CertificateFiles
{
    public const string NodeFolder = "/etc/kafka-certs";

    public const string ClusterTrustFolder = "/etc/kafka-trust/cluster";

    public const string ClientsTrustFolder = "/etc/kafka-trust/clients";

    /// <summary>Key and chain of the node itself.</summary>
    public const string Node = NodeFolder + "/@POD@.pem";

    /// <summary>Authorities of the nodes.</summary>
    public const string ClusterTrust = ClusterTrustFolder + "/ca.crt";

    /// <summary>Authorities of clients.</summary>
    public const string ClientsTrust = ClientsTrustFolder + "/ca.crt";
}
