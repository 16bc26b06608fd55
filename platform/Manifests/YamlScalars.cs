using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// What a plain (unquoted) scalar means: YAML's core schema, so <c>yes</c> and <c>on</c> are text. What YAML versions read
/// differently (<c>0777</c>, <c>1_000</c>) or JSON cannot hold (<c>.inf</c>) is refused instead of guessed.
/// Source: https://yaml.org/spec/1.2.2/#103-core-schema.
/// </summary>
internal static partial class YamlScalars
{
    /// <summary>Longer numbers are slips; no setting needs them.</summary>
    private const int LongestNumber = 64;

    /// <returns>The kind with its text as JSON, or an error.</returns>
    public static (ScalarKind Kind, string Text, string? Error) Resolve(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => (ScalarKind.Null, "null", null),
        "true" or "True" or "TRUE" => (ScalarKind.Boolean, "true", null),
        "false" or "False" or "FALSE" => (ScalarKind.Boolean, "false", null),
        _ when plain[0] is not ((>= '0' and <= '9') or '+' or '-' or '.') => (ScalarKind.Text, plain, null),
        _ => Numeric(plain),
    };

    private static (ScalarKind Kind, string Text, string? Error) Numeric(string plain)
    {
        if (Ambiguous().IsMatch(plain))
            return Refused(plain, "reads as different numbers in different versions of YAML; write it in decimal without leading zeros and underscores, or quote it");
        if (NotFinite().IsMatch(plain))
            return Refused(plain, "is no number in JSON; quote it");
        if (Integer().IsMatch(plain))
            return Checked(ScalarKind.Integer, plain, plain.TrimStart('+'));
        if (Float().IsMatch(plain))
            return Checked(ScalarKind.Float, plain, JsonFloat(plain));
        if (Hexadecimal().IsMatch(plain))
            return plain.Length > LongestNumber ? TooLarge(plain) : Checked(ScalarKind.Integer, plain, FromBase(plain));
        return (ScalarKind.Text, plain, null);
    }

    private static (ScalarKind Kind, string Text, string? Error) Checked(ScalarKind kind, string plain, string json) =>
        plain.Length <= LongestNumber && double.IsFinite(double.Parse(json, CultureInfo.InvariantCulture)) ? (kind, json, null) : TooLarge(plain);

    private static (ScalarKind Kind, string Text, string? Error) TooLarge(string plain) => Refused(plain, "is too long or too large for a number; quote it");

    private static (ScalarKind Kind, string Text, string? Error) Refused(string plain, string why) =>
        (ScalarKind.Null, "null", $"{(plain.Length > LongestNumber ? plain[..LongestNumber] + "…" : plain)} {why}");

    /// <summary><c>.5</c> → <c>0.5</c>, <c>5.</c> → <c>5.0</c>, <c>+1e3</c> → <c>1e3</c>.</summary>
    private static string JsonFloat(string plain)
    {
        var unsigned = plain.TrimStart('+', '-');
        var whole = unsigned[0] == '.' ? "0" + unsigned : unsigned;
        var point = whole.IndexOf('.');
        var complete = point >= 0 && (point + 1 == whole.Length || !char.IsAsciiDigit(whole[point + 1])) ? whole.Insert(point + 1, "0") : whole;
        return plain[0] == '-' ? "-" + complete : complete;
    }

    private static string FromBase(string plain) => plain[1] == 'x'
        ? BigInteger.Parse("0" + plain[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : plain.AsSpan(2).ToString().Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[-+]?(0[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?|[0-9]+_[0-9_]*(\.[0-9_]*)?|0b[01_]+|0x[0-9a-fA-F]*_[0-9a-fA-F_]*)\z|^[-+]0[xo][0-9a-fA-F]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Ambiguous();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NotFinite();

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Float();

    [GeneratedRegex(@"^(0x[0-9a-fA-F]+|0o[0-7]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Hexadecimal();
}
