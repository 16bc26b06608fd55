using System.Buffers;
using System.Globalization;
using System.Text;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Reads the answer of a Git server to "which references do you have", version 0 of the protocol over HTTP.
/// Source: https://git-scm.com/docs/http-protocol and https://git-scm.com/docs/protocol-common.
/// </summary>
internal static class RefAdvertisement
{
    private const int ShaLength = 40;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <exception cref="FormatException">The bytes are no advertisement, or of a repository with other hashes than SHA-1.</exception>
    public static RemoteRefs Parse(ReadOnlySpan<byte> bytes)
    {
        var refs = new Dictionary<string, string>(StringComparer.Ordinal);
        string? head = null;
        while (TryTakeLine(ref bytes, out var line))
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var parts = line.Split('\0', 2);
            if (parts.Length == 2)
                head = HeadOf(parts[1]);
            Add(refs, parts[0]);
        }

        return RemoteRefs.From(refs, head);
    }

    private static void Add(Dictionary<string, string> refs, string line)
    {
        if (line.Length <= ShaLength || line[ShaLength] != ' ' || !IsHex(line.AsSpan(0, ShaLength)))
            throw new FormatException("a line holds no SHA-1 and name");
        var name = line[(ShaLength + 1)..];
        // A repository without commits advertises the zero id under this name; a peeled tag ends in ^{}.
        if (!name.EndsWith("^{}", StringComparison.Ordinal))
            refs[name] = line[..ShaLength];
    }

    private static string? HeadOf(string capabilities) =>
        capabilities.Split(' ').FirstOrDefault(word => word.StartsWith("symref=HEAD:", StringComparison.Ordinal))?["symref=HEAD:".Length..];

    // Each line begins with its own length as four hex digits; 0000 is a pause and carries nothing.
    private static bool TryTakeLine(ref ReadOnlySpan<byte> bytes, out string line)
    {
        line = "";
        if (bytes.IsEmpty)
            return false;
        if (bytes.Length < 4 || !int.TryParse(Encoding.ASCII.GetString(bytes[..4]), NumberStyles.AllowHexSpecifier, null, out var length))
            throw new FormatException("a line has no length");
        if (length > bytes.Length || length is > 0 and < 4)
            throw new FormatException("a line is cut off");
        line = length == 0 ? "" : Encoding.UTF8.GetString(bytes[4..length]).TrimEnd('\n');
        bytes = bytes[Math.Max(4, length)..];
        return true;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexDigits);
}
