namespace GitOpsKafka.Cli.Trail;

/// <summary>A file of librdkafka settings: <c>name=value</c> a line, <c>#</c> begins a comment. Pure.</summary>
internal static class KafkaProperties
{
    /// <summary>The setting that stands in for <c>--bootstrap</c>.</summary>
    public const string Bootstrap = "bootstrap.servers";

    /// <param name="file">For errors, which never print a value: it may be a secret.</param>
    /// <exception cref="CliException">A line is neither setting nor comment.</exception>
    public static Dictionary<string, string> Parse(string file, string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, line) in text.Split('\n').Select(line => line.Trim()).Index())
        {
            if (line.Length == 0 || line[0] is '#' or '!')
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new CliException($"{file}:{index + 1}: expected name=value");
            settings[line[..equals].TrimEnd()] = line[(equals + 1)..].TrimStart();
        }

        return settings;
    }
}
