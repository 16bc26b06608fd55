using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// One conversation in which both sides prove that they know a password, without telling it. Pure; not thread-safe. Source: RFC 5802 and RFC 7677,
/// without SASLprep as in Kafka.
/// </summary>
/// <param name="hash">SHA-256 or SHA-512.</param>
/// <param name="nonce">Printable, without a comma, and never used before.</param>
internal sealed class ScramClient(HashAlgorithmName hash, string user, string password, string nonce)
{
    /// <summary>Bounds of Kafka's own: fewer are too weak to be told, and a broker that wants more is none.</summary>
    private const int FewestIterations = 4096;
    private const int MostIterations = 16384;

    private byte[] _serverSignature = [];

    public string First => $"n,,{FirstBare}";

    private string FirstBare => $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";

    /// <param name="challenge">What the broker said to <see cref="First"/>.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="AuthenticationException">It is meant for somebody else, or the password would be badly hidden.</exception>
    public string Answer(string challenge)
    {
        var (together, salt, iterations) = Read(challenge);
        var final = $"c=biws,r={together}"; // biws: n,,
        var message = Encoding.UTF8.GetBytes($"{FirstBare},{challenge},{final}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, hash, CryptographicOperations.HashData(hash, []).Length);
        var clientKey = Sign(salted, "Client Key"u8);
        var signature = Sign(CryptographicOperations.HashData(hash, clientKey), message);
        _serverSignature = Sign(Sign(salted, "Server Key"u8), message);
        return $"{final},p={Convert.ToBase64String([.. clientKey.Zip(signature, (one, other) => (byte)(one ^ other))])}";
    }

    /// <summary>That the broker knows the password, too.</summary>
    /// <param name="verdict">What it said to <see cref="Answer"/>.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="AuthenticationException">It does not.</exception>
    public void Verify(string verdict)
    {
        if (_serverSignature.Length == 0 || !CryptographicOperations.FixedTimeEquals(Base64(Field(verdict.Split(','), 0, "v=")), _serverSignature))
            throw new AuthenticationException("the broker does not know the password");
    }

    private (string Nonce, byte[] Salt, int Iterations) Read(string challenge)
    {
        var fields = challenge.Split(',');
        var (together, salt, count) = (Field(fields, 0, "r="), Base64(Field(fields, 1, "s=")), Field(fields, 2, "i="));
        if (!together.StartsWith(nonce, StringComparison.Ordinal) || together.Length == nonce.Length)
            throw new AuthenticationException("the broker answers somebody else");
        return int.TryParse(count, out var iterations) && iterations is >= FewestIterations and <= MostIterations
            ? (together, salt, iterations)
            : throw new AuthenticationException($"the broker asks for {count} iterations, not {FewestIterations} to {MostIterations}");
    }

    private static string Field(string[] fields, int index, string name) =>
        index < fields.Length && fields[index].StartsWith(name, StringComparison.Ordinal) ? fields[index][name.Length..] : throw Unreadable();

    private static byte[] Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Unreadable();
    }

    private static IOException Unreadable() => new("the broker's part of the authentication cannot be read");

    private byte[] Sign(byte[] key, ReadOnlySpan<byte> message) => CryptographicOperations.HmacData(hash, key, message);
}
