using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Decides whether the certificate of a Git server is trusted when a file names the authorities: the chain must end at one of
/// them, the dates must hold and the name must match. Revocation is not looked up: private authorities seldom publish it.
/// Thread-safe.
/// </summary>
internal sealed class ServerTrust
{
    private readonly X509Certificate2Collection _authorities;

    private ServerTrust(X509Certificate2Collection authorities) => _authorities = authorities;

    /// <summary>Reads the authorities from a PEM file.</summary>
    /// <exception cref="DesiredSourceException">The file cannot be read or holds no certificate.</exception>
    public static ServerTrust Read(string caFile)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(caFile);
            return authorities.Count > 0 ? new ServerTrust(authorities) : throw Unusable(caFile, "it holds no certificate", null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable(caFile, failure.Message, failure);
        }
    }

    /// <summary>For <see cref="SslStream"/>; the server has sent its intermediate certificates too.</summary>
    public bool Accepts(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // serverAuth, RFC 5280 4.2.1.12
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(leaf);
    }

    private static DesiredSourceException Unusable(string path, string problem, Exception? inner) =>
        new(GitReason.CertificateInvalid, $"the authorities in \"{path}\" cannot be used: {problem}: give a PEM file", inner);
}
