using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>A certificate with its key and those between it and the root. Immutable; shows no key.</summary>
/// <param name="Chain">Its own certificate first.</param>
public sealed record IssuedCertificate(PrivateKeyPem Key, ImmutableArray<Certificate> Chain)
{
    public Certificate Certificate => Chain[0];

    public string ChainPem => string.Concat(Chain.Select(certificate => certificate.Pem));

    /// <summary>
    /// Key and chain in one text: Kafka's keystore of type PEM.
    /// Source: https://cwiki.apache.org/confluence/display/KAFKA/KIP-651+-+Support+PEM+format+for+SSL+certificates+and+private+key.
    /// </summary>
    public string RevealKeystore() => Key.Reveal() + ChainPem;

    public override string ToString() => Certificate.ToString();
}
