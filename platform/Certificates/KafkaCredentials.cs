using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>
/// With what the worker and the reconciler speak to nodes that know each other by certificates: whom they trust and who they are. Two are
/// equal when trust and certificate are. Immutable; shows no key.
/// </summary>
/// <param name="TrustPem">The authorities of the nodes.</param>
public sealed record KafkaCredentials(string TrustPem, IssuedCertificate Certificate)
{
    /// <summary>Reads the Secret <see cref="CertificateSecrets.OperatorName"/>.</summary>
    /// <returns>Null when it does not hold both.</returns>
    public static KafkaCredentials? Of(KubeObject secret)
    {
        var stored = StoredLeaves.Of(secret);
        return stored.ClusterTrust is { Length: > 0 } trust && stored.Pods.TryGetValue(Principals.Operator, out var certificate) ? new KafkaCredentials(trust, certificate) : null;
    }

    public bool Equals(KafkaCredentials? other) => other is not null && TrustPem == other.TrustPem && Certificate.Certificate == other.Certificate.Certificate;

    public override int GetHashCode() => Certificate.Certificate.GetHashCode();

    public override string ToString() => Certificate.ToString();
}
