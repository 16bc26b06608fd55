using System.Globalization;
using System.Text;
using System.Xml;
using GitOpsKafka.Cli.Desired;

namespace GitOpsKafka.Cli.Output;

/// <summary>
/// Problems as JUnit XML, which every CI system shows: one test a file, failed when it has errors; warnings are its output. Pure.
/// Source: https://github.com/testmoapp/junitxml.
/// </summary>
internal static class JUnitText
{
    public static string Write(CheckedManifests found)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
            Write(xml, found);
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n";
    }

    private static void Write(XmlWriter xml, CheckedManifests found)
    {
        var problems = found.Problems.ToLookup(problem => problem.Error.File);
        var files = found.Files.Concat(problems.Select(file => file.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "gitopskafka validate");
        xml.WriteAttributeString("tests", files.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", files.Count(file => problems[file].Any(problem => problem.IsError)).ToString(CultureInfo.InvariantCulture));
        foreach (var file in files)
            WriteFile(xml, file, [.. problems[file]]);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteFile(XmlWriter xml, string file, Problem[] problems)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "gitopskafka");
        xml.WriteAttributeString("name", file);
        xml.WriteAttributeString("file", file);
        if (Array.FindAll(problems, problem => problem.IsError) is { Length: > 0 } errors)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Clean(errors[0].Text));
            xml.WriteString(Lines(errors));
            xml.WriteEndElement();
        }

        if (Array.FindAll(problems, problem => !problem.IsError) is { Length: > 0 } warnings)
            xml.WriteElementString("system-out", Lines(warnings));
        xml.WriteEndElement();
    }

    private static string Lines(IEnumerable<Problem> problems) =>
        Clean(string.Join('\n', problems.Select(problem => $"{problem.Error.Line}:{problem.Error.Column}: {problem.Text} [{problem.Error.RuleId}]")));

    // XML 1.0 has no way to write most control characters, and half a surrogate pair is no character.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is '\n' || !Rune.IsControl(rune) ? rune.ToString() : "\uFFFD"));
}
