using System.Collections.Immutable;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// Text → resources. Reports everything that is wrong with the text (<see cref="YamlRules"/>) and with its structure
/// (<see cref="Schemas.SchemaRules"/>), each with its place; an error in one document leaves the others readable. Pure; thread-safe.
/// </summary>
public static class ManifestParser
{
    /// <param name="file">Path in the repository, for errors and locations.</param>
    public static ManifestFile Parse(string file, ReadOnlyMemory<byte> content, ManifestLimits limits)
    {
        if (content.Length > limits.MaxFileBytes)
            return ManifestFile.TooLarge(file, content.Length, limits);
        var errors = new ManifestErrorList(file, limits.MaxErrors);
        var roots = ManifestText.Read(content.Span, errors) is { } text ? Roots(text, limits, errors) : [];
        var documents = new DocumentReader(file, limits, errors);
        var (resources, sound) = (ImmutableArray.CreateBuilder<DesiredResource>(), ImmutableArray.CreateBuilder<ManifestNode>());
        foreach (var root in roots)
        {
            if (documents.Read(root) is not { } resource)
                continue;
            resources.Add(resource);
            sound.Add(root);
        }

        return new ManifestFile(file, resources.ToImmutable(), sound.ToImmutable(), errors);
    }

    private static List<ManifestNode> Roots(string text, ManifestLimits limits, ManifestErrorList errors)
    {
        var documents = YamlDocuments.Split(text).Take(limits.MaxDocuments + 1).ToList();
        if (documents.Count > limits.MaxDocuments)
        {
            errors.Add(new TextPosition(documents[^1].Line, 1), YamlRules.TooManyDocuments, $"the file has more than {limits.MaxDocuments} documents; split it");
            return [];
        }

        var roots = new List<ManifestNode>();
        foreach (var (document, line) in documents)
            roots.AddRange(Compose(document, line, limits, errors));
        return roots;
    }

    private static ImmutableArray<ManifestNode> Compose(string document, int line, ManifestLimits limits, ManifestErrorList errors)
    {
        if (YamlDocuments.DirectiveLine(document) is not { } directive)
            return new YamlComposer(document, line, limits, errors).Compose();
        errors.Add(new TextPosition(line + directive - 1, 1), YamlRules.Directive, "YAML directives (lines with %) are not supported; remove this line");
        return [];
    }
}
