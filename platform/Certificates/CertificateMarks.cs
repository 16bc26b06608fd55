using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Annotations on the Secrets of certificates.</summary>
internal static class CertificateMarks
{
    /// <summary>On a key Secret: counts the authorities of this kind that the cluster had, from 1.</summary>
    public const string Generation = Marks.Prefix + "ca-generation";

    /// <summary>On a key Secret: the request that was served last.</summary>
    public const string ServedRequest = Marks.Prefix + "ca-rotated-for";

    /// <summary>On a trust Secret: when an authority was last added.</summary>
    public const string TrustedSince = Marks.Prefix + "ca-trusted-since";
}
