using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>A private key in use: ECDSA or RSA. Holds it in memory until disposed of.</summary>
internal sealed class SigningKey : IDisposable
{
    /// <summary>Shorter RSA keys are refused by current Java and OpenSSL.</summary>
    public const int LeastRsaBits = 2048;

    private readonly AsymmetricAlgorithm _key;

    private SigningKey(AsymmetricAlgorithm key, X509SignatureGenerator generator) => (_key, Generator) = (key, generator);

    public X509SignatureGenerator Generator { get; }

    public bool IsTooShort => _key is RSA { KeySize: < LeastRsaBits };

    /// <summary>SubjectPublicKeyInfo, hexadecimal.</summary>
    public string PublicKey => Convert.ToHexString(_key.ExportSubjectPublicKeyInfo());

    /// <returns>Null when the text holds no unencrypted key in PKCS#8, PKCS#1 or SEC1.</returns>
    public static SigningKey? TryRead(PrivateKeyPem pem) => TryRead(ECDsa.Create(), pem) ?? TryRead(RSA.Create(), pem);

    public static SigningKey Of(ECDsa key) => new(key, X509SignatureGenerator.CreateForECDsa(key));

    public void Dispose() => _key.Dispose();

    private static SigningKey? TryRead(AsymmetricAlgorithm key, PrivateKeyPem pem)
    {
        try
        {
            key.ImportFromPem(pem.Reveal());
            return key is RSA rsa ? new SigningKey(rsa, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)) : Of((ECDsa)key);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            // The exception may quote what it read: it goes no further.
            key.Dispose();
            return null;
        }
    }
}
