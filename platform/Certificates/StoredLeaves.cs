using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>The certificates of the nodes of one StatefulSet as they are stored. Immutable.</summary>
public sealed record StoredLeaves
{
    private static readonly string Suffix = CertificateSecrets.KeystoreFile("");

    public static StoredLeaves None { get; } = new();

    /// <summary>By pod. What cannot be read, or has a key that is not its own, is left out: it is made anew.</summary>
    public ImmutableSortedDictionary<string, IssuedCertificate> Pods { get; private init; } = ImmutableSortedDictionary.Create<string, IssuedCertificate>(StringComparer.Ordinal);

    /// <summary>By pod: certificates that it had before, newest first.</summary>
    public ImmutableDictionary<string, ImmutableArray<Certificate>> Before { get; private init; } = ImmutableDictionary.Create<string, ImmutableArray<Certificate>>(StringComparer.Ordinal);

    /// <summary>Whom the nodes trust as nodes, PEM as it stands there.</summary>
    public string? ClusterTrust { get; private init; }

    /// <summary>Whom the nodes trust as clients, PEM as it stands there.</summary>
    public string? ClientsTrust { get; private init; }

    public string Version { get; private init; } = "";

    internal static StoredLeaves Of(KubeObject? secret)
    {
        if (secret is null)
            return None;
        var files = secret.At("data") is { ValueKind: System.Text.Json.JsonValueKind.Object } data ? data.EnumerateObject().Select(file => file.Name) : [];
        var pods = files.Where(file => file.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(file => (Pod: file[..^Suffix.Length], Leaf: Read(SecretText.Of(secret, file))))
            .Where(entry => entry.Leaf is not null)
            .ToImmutableSortedDictionary(entry => entry.Pod, entry => entry.Leaf!, StringComparer.Ordinal);
        return new StoredLeaves
        {
            Pods = pods,
            Before = pods.Keys.ToImmutableDictionary(pod => pod, pod => Certificate.ReadKnown(SecretText.Of(secret, CertificateSecrets.BeforeFile(pod))), StringComparer.Ordinal),
            ClusterTrust = SecretText.Of(secret, CertificateSecrets.ClusterTrustFile),
            ClientsTrust = SecretText.Of(secret, CertificateSecrets.ClientsTrustFile),
            Version = secret.ResourceVersion,
        };
    }

    private static IssuedCertificate? Read(string? keystore)
    {
        if (keystore is null || Certificate.ReadKnown(keystore) is not [var certificate, ..] chain)
            return null;
        var key = new PrivateKeyPem(keystore[..Math.Max(0, keystore.IndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal))]);
        using var signing = SigningKey.TryRead(key);
        return signing?.PublicKey == certificate.PublicKey ? new IssuedCertificate(key, chain) : null;
    }
}
