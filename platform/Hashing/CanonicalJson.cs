using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GitOpsKafka.Platform.Hashing;

/// <summary>
/// JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) allows, for hashing: no white space, properties sorted by
/// UTF-16 code units, numbers as ECMAScript prints them, strings with the shortest escapes. Thread-safe.
/// Source: https://www.rfc-editor.org/rfc/rfc8785.
/// </summary>
public static class CanonicalJson
{
    /// <summary>SHA-256 of the canonical form, 64 hex digits in lower case.</summary>
    public static string Hash(JsonElement json) => Convert.ToHexStringLower(SHA256.HashData(Write(json)));

    /// <summary>The canonical form as UTF-8.</summary>
    /// <exception cref="NotSupportedException">A number is outside the range of a double.</exception>
    public static byte[] Write(JsonElement json)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(json, output);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement json, ArrayBufferWriter<byte> output)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, output);
                break;
            case JsonValueKind.Array:
                WriteArray(json, output);
                break;
            case JsonValueKind.String:
                WriteString(json.GetString()!, output);
                break;
            case JsonValueKind.Number:
                WriteText(Number(json), output);
                break;
            default:
                WriteText(json.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" }, output);
                break;
        }
    }

    private static void WriteObject(JsonElement json, ArrayBufferWriter<byte> output)
    {
        var properties = json.EnumerateObject().ToArray();
        Array.Sort(properties, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        output.Write("{"u8);
        for (var i = 0; i < properties.Length; i++)
        {
            if (i > 0)
                output.Write(","u8);
            WriteString(properties[i].Name, output);
            output.Write(":"u8);
            Write(properties[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement json, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        var isFirst = true;
        foreach (var item in json.EnumerateArray())
        {
            if (!isFirst)
                output.Write(","u8);
            isFirst = false;
            Write(item, output);
        }

        output.Write("]"u8);
    }

    private static void WriteString(string value, ArrayBufferWriter<byte> output)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        WriteText(text.Append('"').ToString(), output);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    /// <summary>ECMAScript Number::toString. Source: https://tc39.es/ecma262/#sec-numeric-types-number-tostring.</summary>
    private static string Number(JsonElement json)
    {
        if (json.TryGetInt64(out var integer) && integer is >= -(1L << 53) and <= 1L << 53)
            return integer.ToString(CultureInfo.InvariantCulture);
        var value = json.GetDouble();
        if (!double.IsFinite(value))
            throw new NotSupportedException($"{json.GetRawText()} is outside the range of a double");
        if (value == 0)
            return "0";
        var scientific = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.TakeWhile(c => c is not 'E').Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
        return (value < 0 ? "-" : "") + Layout(digits, exponent);
    }

    /// <param name="digits">Shortest digits that give the number back.</param>
    /// <param name="point">How many of them stand before the decimal point.</param>
    private static string Layout(string digits, int point) => point switch
    {
        > 21 or <= -6 => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}",
        > 0 when digits.Length <= point => digits + new string('0', point - digits.Length),
        > 0 => $"{digits[..point]}.{digits[point..]}",
        _ => "0." + new string('0', -point) + digits,
    };
}
