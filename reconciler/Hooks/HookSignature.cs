using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>
/// The signature of a hook: HMAC-SHA256 of the body, as <c>sha256=</c> and 64 hex digits. GitHub, Gitea and Forgejo send it in
/// X-Hub-Signature-256 (https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries); others in X-Signature.
/// SHA-1 is not accepted. Immutable.
/// </summary>
internal sealed class HookSignature
{
    private const string Prefix = "sha256=";

    private readonly byte[] _given;

    private HookSignature(byte[] given) => _given = given;

    /// <returns>Null when there is no signature, more than one, or one in another form.</returns>
    public static HookSignature? Find(IHeaderDictionary headers) =>
        (headers["X-Signature"], headers["X-Hub-Signature-256"]) switch
        {
            ({ Count: 1 } own, { Count: 0 }) => Parse(own),
            ({ Count: 0 }, { Count: 1 } hub) => Parse(hub),
            // A sender that fills both must mean the same with both.
            ({ Count: 1 } own, { Count: 1 } hub) when own == hub => Parse(own),
            _ => null,
        };

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public bool Fits(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, _given);
    }

    private static HookSignature? Parse(StringValues header)
    {
        var text = header.ToString();
        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        return text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && text.Length == Prefix.Length + 2 * bytes.Length
            && Convert.FromHexString(text.AsSpan(Prefix.Length), bytes, out _, out _) is System.Buffers.OperationStatus.Done
                ? new HookSignature(bytes)
                : null;
    }
}
