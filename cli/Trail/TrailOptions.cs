using System.CommandLine;

namespace GitOpsKafka.Cli.Trail;

/// <summary>The options that name a trail.</summary>
internal sealed class TrailOptions
{
    private const string BootstrapVariable = "GITOPSKAFKA_BOOTSTRAP";
    private const string TopicVariable = "GITOPSKAFKA_TOPIC";
    private const string DefaultTopic = "gitopskafka.changes";

    private readonly Option<string?> _bootstrap = CommonOptions.Text("--bootstrap", $"Brokers of the bus. By default {BootstrapVariable}.", "HOST:PORT");
    private readonly Option<string?> _topic = CommonOptions.Text("--topic", $"The event topic. By default {TopicVariable}, else {DefaultTopic}.", "TOPIC");
    private readonly Option<string?> _config = CommonOptions.Text("--kafka-config", "Settings of librdkafka, one name=value a line: security.protocol, sasl.* and so on.", "FILE");
    private readonly Option<string?> _file = CommonOptions.Text("--file", "An exported trail instead of the bus.", "FILE", "-f");

    /// <summary>To every command under this one.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _bootstrap, _topic, _config, _file })
        {
            option.Recursive = true;
            command.Add(option);
        }
    }

    /// <exception cref="CliException">It is not said where the trail is.</exception>
    public ITrail Open(ParseResult parsed, CliServices services)
    {
        if (parsed.GetValue(_file) is { } file)
            return new TrailFile(services.FullPath(file));
        var settings = parsed.GetValue(_config) is { } config ? ReadSettings(config, services) : [];
        var bootstrap = parsed.GetValue(_bootstrap) ?? services.Environment(BootstrapVariable) ?? settings.GetValueOrDefault(KafkaProperties.Bootstrap);
        return string.IsNullOrEmpty(bootstrap)
            ? throw new CliException($"where is the event topic? Give --bootstrap HOST:PORT, set {BootstrapVariable}, or read an exported trail with --file")
            : services.Trail(new TrailTarget(bootstrap, parsed.GetValue(_topic) ?? services.Environment(TopicVariable) ?? DefaultTopic, settings));
    }

    private static Dictionary<string, string> ReadSettings(string path, CliServices services)
    {
        var full = services.FullPath(path);
        return File.Exists(full) ? KafkaProperties.Parse(path, File.ReadAllText(full)) : throw new CliException($"--kafka-config {path}: there is no such file");
    }
}
