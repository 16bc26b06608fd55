namespace GitOpsKafka.Platform.Certificates;

/// <summary>The two authorities of a cluster: whom clients trust, and whom nodes trust.</summary>
public enum AuthorityKind
{
    /// <summary>Issues the certificates of nodes.</summary>
    Cluster,

    /// <summary>Issues the certificates of clients.</summary>
    Clients,
}
