using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cli;

/// <summary>Binds the commands to this process, to Kubernetes and to Kafka. Nothing is opened before a command asks for it.</summary>
internal static class LiveServices
{
    public static CliServices Create() => new()
    {
        Console = CliConsole.OfProcess(),
        Input = Console.OpenStandardInput,
        WorkingDirectory = Directory.GetCurrentDirectory(),
        Environment = Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        Kubernetes = Kubernetes,
        Kafka = Kafka,
        Trail = target => new BusTrail(new TrailReader(OptionsOf(target), NullLogger<TrailReader>.Instance), target),
    };

    private static KubernetesAccess Kubernetes(KubernetesTarget target)
    {
        var options = new KubernetesApiOptions { Kubeconfig = target.Kubeconfig, Context = target.Context };
        return new KubernetesAccess(new KubernetesHttpApi(Options.Create(options), TimeProvider.System, new Random()), () => KubeconfigNamespace.Of(target));
    }

    private static KafkaAdmins Kafka(IKubernetesApi kubernetes, IReadOnlyDictionary<string, string> bootstrap)
    {
        var options = new KafkaAdminOptions();
        foreach (var (cluster, servers) in bootstrap)
            options.Bootstrap[cluster] = servers;
        return new KafkaAdmins(kubernetes, Options.Create(options), TimeProvider.System, NullLogger<KafkaAdmin>.Instance);
    }

    private static BusOptions OptionsOf(TrailTarget target) => new()
    {
        BootstrapServers = target.Bootstrap,
        Topic = target.Topic,
        Kafka = new Dictionary<string, string>(target.Kafka),
        CreateTopic = false,
    };
}
