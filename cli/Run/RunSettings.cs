using System.CommandLine;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Run;

/// <summary>The options of <c>run</c> as the settings that the processes read, and the brokers in this process where there are no others.</summary>
internal sealed class RunSettings : IDisposable
{
    private const string DefaultTopic = "gitopskafka.changes";

    private readonly MockBus? _embedded;

    private RunSettings(Dictionary<string, string?> values, MockBus? embedded) => (Values, _embedded) = (values, embedded);

    public Dictionary<string, string?> Values { get; }

    /// <summary>The trail ends with the process.</summary>
    public bool IsTrailEmbedded => _embedded is not null;

    /// <exception cref="CliException">An option makes no sense.</exception>
    public static RunSettings Read(RunOptions options, ParseResult parsed, CliServices services)
    {
        var bootstrap = parsed.GetValue(options.Bootstrap) ?? services.Environment("GITOPSKAFKA_BOOTSTRAP");
        var embedded = string.IsNullOrEmpty(bootstrap) ? MockBus.Start() : null;
        var topic = parsed.GetValue(options.Topic) ?? services.Environment("GITOPSKAFKA_TOPIC") ?? DefaultTopic;
        var spool = parsed.GetValue(options.Spool) is { } given ? services.FullPath(given) : DefaultSpool(embedded is not null);
        var bus = embedded?.Options(topic, spool) ?? new BusOptions { BootstrapServers = bootstrap!, Topic = topic, SpoolDirectory = spool };
        var values = AllInOne.SettingsOf(bus);
        foreach (var (name, value) in Git(options, parsed, services).Concat(Cluster(options, parsed, services)).Where(setting => setting.Value is not null))
            values[name] = value;
        return new RunSettings(values, embedded);
    }

    public void Dispose() => _embedded?.Dispose();

    private static Dictionary<string, string?> Git(RunOptions options, ParseResult parsed, CliServices services) => new(StringComparer.Ordinal)
    {
        ["Git:Url"] = parsed.GetRequiredValue(options.Repository) is var url && url.Contains("://", StringComparison.Ordinal) ? url : services.FullPath(url),
        ["Git:Branch"] = parsed.GetValue(options.Branch),
        ["Git:Path"] = parsed.GetValue(options.Path),
        ["Git:Name"] = parsed.GetValue(options.Name),
        ["Git:CaFile"] = parsed.GetValue(options.CaFile) is { } file ? services.FullPath(file) : null,
        ["Git:PollInterval"] = (parsed.GetValue(options.Poll) ?? TimeSpan.FromSeconds(15)).ToString(),
        ["Reconciler:Prune"] = (!parsed.GetValue(options.NoPrune)).ToString(),
    };

    private static Dictionary<string, string?> Cluster(RunOptions options, ParseResult parsed, CliServices services)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Kubernetes:Kubeconfig"] = parsed.GetValue(options.Kubeconfig) is { } file ? services.FullPath(file) : null,
            ["Kubernetes:Context"] = parsed.GetValue(options.Context),
            ["Kubernetes:Namespace"] = parsed.GetValue(options.Namespace),
        };
        foreach (var way in parsed.GetValue(options.Kafka) ?? [])
        {
            if (way.Split('=', 2) is not [var cluster, { Length: > 0 } servers] || !ResourceKey.TryParse(cluster, out _))
                throw new CliException($"--kafka {way}: expected KafkaCluster/namespace/name=host:port");
            values[$"Kafka:Bootstrap:{cluster}"] = servers;
        }

        return values;
    }

    /// <summary>A trail that ends with the process has no use for a spool that outlives it.</summary>
    private static string DefaultSpool(bool isEmbedded) => isEmbedded
        ? Directory.CreateTempSubdirectory("gitopskafka-spool-").FullName
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "gitopskafka", "spool");
}
