namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// Cuts a file at its <c>---</c> lines, so that an error in one document leaves the others readable. YAML allows no <c>---</c> at the
/// start of a line inside a document, not even in quotes or blocks.
/// </summary>
internal static class YamlDocuments
{
    /// <summary>The documents with the line each begins in, at least one; the marker line belongs to the document after it.</summary>
    public static IEnumerable<(string Text, int Line)> Split(string text)
    {
        var (start, startLine, line) = (0, 1, 1);
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            line++;
            if (!IsMarker(text.AsSpan(at + 1)))
                continue;
            yield return (text[start..(at + 1)], startLine);
            (start, startLine) = (at + 1, line);
        }

        yield return (text[start..], startLine);
    }

    /// <summary>The line, from 1, of a directive before anything else; null where there is none.</summary>
    public static int? DirectiveLine(string document)
    {
        var number = 0;
        foreach (var line in document.AsSpan().EnumerateLines())
        {
            number++;
            if (line.StartsWith('%'))
                return number;
            if (line.TrimStart() is { IsEmpty: false } content && content[0] != '#')
                return null;
        }

        return null;
    }

    private static bool IsMarker(ReadOnlySpan<char> rest) => rest.StartsWith("---") && (rest.Length == 3 || rest[3] is ' ' or '\t' or '\r' or '\n');
}
