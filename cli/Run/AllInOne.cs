using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Reconciler;
using GitOpsKafka.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GitOpsKafka.Cli.Run;

/// <summary>Reconciler and worker in one process, with one producer on the trail. Kubernetes and Kafka are the caller's to register.</summary>
internal static class AllInOne
{
    public static IServiceCollection AddAllInOne(this IServiceCollection services, IConfiguration settings) => services
        .AddKubernetesWatches()
        .AddBus(settings.GetSection("Bus"))
        .AddEventPublisher(new PublisherName("gitopskafka", "/gitopskafka"))
        .AddReconciler(settings)
        .AddWorker(settings);

    /// <summary>The settings under <c>Bus</c> that reach a bus in this process.</summary>
    public static Dictionary<string, string?> SettingsOf(BusOptions bus)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Bus:BootstrapServers"] = bus.BootstrapServers,
            ["Bus:Topic"] = bus.Topic,
            ["Bus:SpoolDirectory"] = bus.SpoolDirectory,
            ["Bus:CreateTopic"] = bus.CreateTopic.ToString(),
        };
        foreach (var (name, value) in bus.Kafka)
            settings[$"Bus:Kafka:{name}"] = value;
        return settings;
    }
}
