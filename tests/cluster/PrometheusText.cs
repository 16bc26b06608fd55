using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// Reads the text format of Prometheus, version 0.0.4, and refuses what is not exactly that. Immutable.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
/// </summary>
public sealed partial class PrometheusText
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    private readonly Dictionary<string, PrometheusFamily> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private PrometheusFamily? _current;

    private PrometheusText()
    {
    }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, PrometheusFamily> Families => _families;

    /// <summary>All of them.</summary>
    public IEnumerable<PrometheusSample> Samples => _families.Values.SelectMany(family => family.Samples);

    /// <exception cref="FormatException">It is no such text; the message says in which line.</exception>
    public static PrometheusText Parse(string text)
    {
        var parsed = new PrometheusText();
        if (text.Length > 0 && !text.EndsWith('\n'))
            throw new FormatException("the last line does not end");
        foreach (var (index, line) in text.Split('\n').Index())
        {
            try
            {
                parsed.Read(line);
            }
            catch (FormatException problem)
            {
                throw new FormatException($"line {index + 1}: {problem.Message}: {line}", problem);
            }
        }

        foreach (var family in parsed._families.Values)
            family.Check();
        return parsed;
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static double Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ when Digits().IsMatch(text) => double.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"\"{text}\" is no number"),
    };

    private void Read(string line)
    {
        if (line.Trim(' ', '\t').Length == 0)
            return;
        if (Comment().Match(line) is { Success: true } comment)
            Describe(comment.Groups[1].Value, comment.Groups[2].Value, comment.Groups[3].Value);
        else if (!line.StartsWith('#'))
            Add(Sample(line));
        else if (Word().IsMatch(line))
            throw new FormatException("HELP or TYPE without the name of a metric");
    }

    private void Describe(string word, string name, string text)
    {
        var family = Family(name);
        if (word == "HELP")
            family.Help = family.Help is null ? Unescape(text, isQuoted: false) : throw new FormatException($"a second HELP for {name}");
        else if (family.HasType)
            throw new FormatException($"a second TYPE for {name}");
        else if (family.Samples.Count > 0)
            throw new FormatException($"TYPE after samples of {name}");
        else if (!Types.Contains(text))
            throw new FormatException($"\"{text}\" is no type");
        else
            (family.Type, family.HasType) = (text, true);
    }

    private void Add(PrometheusSample sample)
    {
        var family = _current is not null && _current.Owns(sample.Name) ? _current : Family(sample.Name);
        if (!_series.Add(sample.Series))
            throw new FormatException($"{sample.Series} twice");
        family.Samples.Add(sample);
    }

    /// <summary>Lines of one metric stand together: a name that has passed does not come again, nor under a name that is another's.</summary>
    private PrometheusFamily Family(string name)
    {
        if (_current?.Name == name)
            return _current;
        if (_families.Values.FirstOrDefault(family => family.Owns(name)) is not null)
            throw new FormatException($"lines of {name} do not stand together");
        return _families[name] = _current = new PrometheusFamily(name);
    }

    private static PrometheusSample Sample(string line)
    {
        var match = SampleLine().Match(line);
        if (!match.Success)
            throw new FormatException("neither a comment nor a sample");
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (names, values) = (match.Groups["label"].Captures, match.Groups["text"].Captures);
        for (var i = 0; i < names.Count; i++)
        {
            if (!labels.TryAdd(names[i].Value, Unescape(values[i].Value, isQuoted: true)))
                throw new FormatException($"label {names[i].Value} twice");
        }

        return new PrometheusSample(match.Groups["name"].Value, labels.ToImmutable(), Number(match.Groups["value"].Value));
    }

    private static string Unescape(string text, bool isQuoted)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i] != '\\' ? text[i] : ++i == text.Length ? throw new FormatException("nothing follows the last backslash") : text[i] switch
            {
                'n' => '\n',
                '\\' => '\\',
                '"' when isQuoted => '"',
                var other => throw new FormatException($"\\{other} is no escape"),
            };
            plain.Append(next);
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"^#[ \t]+(HELP|TYPE)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*?))?$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^#[ \t]+(HELP|TYPE)(?:[ \t]|$)")]
    private static partial Regex Word();

    [GeneratedRegex("""
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)[ \t]*(?:\{[ \t]*(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"(?<text>(?:[^"\\]|\\.)*)"[ \t]*(?:,[ \t]*|(?=\})))*\}[ \t]*|[ \t]+)(?<value>[^ \t{}]+)(?:[ \t]+-?[0-9]+)?[ \t]*$
        """)]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$")]
    private static partial Regex Digits();
}
