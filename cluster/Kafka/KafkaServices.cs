using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Puts the admins of managed Kafka clusters into a container of services.</summary>
public static class KafkaServices
{
    public static IServiceCollection AddKafkaAdmins(this IServiceCollection services, Action<KafkaAdminOptions>? configure = null)
    {
        services.AddOptions<KafkaAdminOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IKafkaAdmins, KafkaAdmins>();
        return services;
    }
}
