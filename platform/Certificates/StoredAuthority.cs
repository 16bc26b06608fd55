using System.Collections.Immutable;
using System.Globalization;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>One authority of a cluster as it is stored. Immutable.</summary>
public sealed record StoredAuthority
{
    /// <summary>The one that issues; null when none was ever made.</summary>
    public AuthorityReading? Current { get; private init; }

    /// <summary>The one that takes over once every node trusts it; null most of the time.</summary>
    public CertificateAuthority? Next { get; private init; }

    /// <summary>Issued for the current one by the one before it; null where there is none.</summary>
    public Certificate? Vouching { get; private init; }

    /// <summary>The authority in the Secret that the user brought; null when the Secret is not there.</summary>
    public AuthorityReading? Brought { get; private init; }

    /// <summary>What is published as trusted; null when nothing is.</summary>
    public ImmutableArray<Certificate>? Trust { get; private init; }

    /// <summary>When an authority was last added to <see cref="Trust"/>.</summary>
    public DateTimeOffset TrustedSince { get; private init; }

    public int Generation { get; private init; }

    public string? ServedRequest { get; private init; }

    /// <summary>Version of the key Secret; empty when it is not there.</summary>
    public string KeyVersion { get; private init; } = "";

    /// <summary>Version of the trust Secret; empty when it is not there.</summary>
    public string TrustVersion { get; private init; } = "";

    public CertificateAuthority? Usable => (Current as AuthorityReading.Usable)?.Authority;

    internal string TrustPem => string.Concat((Trust ?? []).Select(certificate => certificate.Pem));

    /// <param name="secret">Finds a Secret by name; null when it is not there.</param>
    internal static StoredAuthority Of(WantedCertificates wanted, AuthorityKind kind, Func<string, KubeObject?> secret, DateTimeOffset now)
    {
        var keys = secret(CertificateSecrets.KeyName(wanted.Cluster, kind));
        var trust = secret(CertificateSecrets.TrustName(wanted.Cluster, kind));
        var brought = wanted.Brought.TryGetValue(kind, out var name) ? secret(name) : null;
        return new StoredAuthority
        {
            Current = Read(keys, CertificateSecrets.CertificateFile, CertificateSecrets.KeyFile, now),
            Next = (Read(keys, CertificateSecrets.NextCertificateFile, CertificateSecrets.NextKeyFile, now) as AuthorityReading.Usable)?.Authority,
            Vouching = Certificate.ReadKnown(SecretText.Of(keys, CertificateSecrets.VouchingFile)).FirstOrDefault(),
            Brought = Read(brought, CertificateSecrets.CertificateFile, CertificateSecrets.KeyFile, now),
            Trust = trust is null ? null : Certificate.ReadKnown(SecretText.Of(trust, CertificateSecrets.CertificateFile)),
            TrustedSince = DateTimeOffset.TryParse(trust?.Annotation(CertificateMarks.TrustedSince), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : DateTimeOffset.MinValue,
            Generation = int.TryParse(keys?.Annotation(CertificateMarks.Generation), out var generation) ? generation : 1,
            ServedRequest = keys?.Annotation(CertificateMarks.ServedRequest),
            KeyVersion = keys?.ResourceVersion ?? "",
            TrustVersion = trust?.ResourceVersion ?? "",
        };
    }

    private static AuthorityReading? Read(KubeObject? secret, string certificates, string key, DateTimeOffset now) =>
        secret is null ? null : CertificateAuthority.Read(SecretText.Of(secret, certificates), SecretText.Key(secret, key), now);
}
