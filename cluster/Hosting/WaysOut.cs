using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Faults;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kubernetes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GitOpsKafka.Cluster.Hosting;

/// <summary>What a process on its own needs around its parts.</summary>
public static class WaysOut
{
    /// <summary>Kubernetes, Kafka and the bus, each with its section of the settings, and <see cref="Operations"/>.</summary>
    /// <param name="role">Begins the names of the process's producers, and is its CloudEvents source: <c>worker</c>.</param>
    public static IServiceCollection AddWaysOut(this IServiceCollection services, IConfiguration settings, string role) => services
        .AddKubernetes(settings.GetSection("Kubernetes").Bind).AddKubernetesWatches()
        .AddKafkaAdmins(settings.GetSection("Kafka").Bind)
        .AddBus(settings.GetSection("Bus"))
        .AddEventPublisher(new PublisherName(role, "/" + role))
        .AddFaults(settings.GetSection(FaultOptions.Section))
        .AddOperations();
}
