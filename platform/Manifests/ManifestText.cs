using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>Bytes of a file → text, refusing what is not clean UTF-8.</summary>
internal static class ManifestText
{
    /// <summary>
    /// Not printable in YAML, or (NEL, LS, PS) a line break to some readers and text to others. A byte order mark inside is an invisible slip.
    /// Source: https://yaml.org/spec/1.2.2/#51-character-set.
    /// </summary>
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')), '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    /// <summary>The text without byte order mark; null after an error.</summary>
    public static string? Read(ReadOnlySpan<byte> content, ManifestErrorList errors)
    {
        if (content.StartsWith<byte>([0xFF, 0xFE]) || content.StartsWith<byte>([0xFE, 0xFF]))
        {
            errors.Add(default, YamlRules.Encoding, "the file is UTF-16; save it as UTF-8");
            return null;
        }

        var body = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        var buffer = new char[body.Length];
        var status = Utf8.ToUtf16(body, buffer, out var read, out var written, replaceInvalidSequences: false);
        var text = new string(buffer, 0, written);
        if (status != OperationStatus.Done)
        {
            errors.Add(PositionOf(text, text.Length), YamlRules.Encoding, $"byte 0x{body[read]:X2} at offset {content.Length - body.Length + read} is not UTF-8; save the file as UTF-8");
            return null;
        }

        return HasOnlyText(text, errors) ? text : null;
    }

    private static bool HasOnlyText(string text, ManifestErrorList errors)
    {
        var index = text.AsSpan().IndexOfAny(Refused);
        index = index < 0 ? LoneReturn(text) : index;
        if (index >= 0)
            errors.Add(PositionOf(text, index), YamlRules.Character, $"the character U+{(int)text[index]:X4} cannot stand in YAML; remove it, or write it as an escape in double quotes");
        return index < 0;
    }

    /// <summary>A carriage return without line feed ends a line in YAML but in few editors: line numbers would be wrong.</summary>
    private static int LoneReturn(string text)
    {
        for (var index = text.IndexOf('\r'); index >= 0; index = text.IndexOf('\r', index + 1))
        {
            if (index + 1 == text.Length || text[index + 1] != '\n')
                return index;
        }

        return -1;
    }

    private static TextPosition PositionOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new TextPosition(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
