using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Puts Kubernetes into a container of services.</summary>
public static class KubernetesServices
{
    /// <summary>The API server, and caches that are not running yet. The kubeconfig is read when one of them is first asked for.</summary>
    public static IServiceCollection AddKubernetes(this IServiceCollection services, Action<KubernetesApiOptions>? configure = null)
    {
        services.AddOptions<KubernetesApiOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new KubernetesHttpApi(provider.GetRequiredService<IOptions<KubernetesApiOptions>>(), provider.GetRequiredService<TimeProvider>(), new Random()));
        services.TryAddSingleton<IKubernetesApi>(provider => provider.GetRequiredService<KubernetesHttpApi>());
        services.TryAddSingleton(CreateCaches);
        return services;
    }

    /// <summary>Runs the caches with the host.</summary>
    public static IServiceCollection AddKubernetesWatches(this IServiceCollection services) => services.AddHostedService<WatchLoop>();

    private static WatchCaches CreateCaches(IServiceProvider provider) => new(
        provider.GetRequiredService<IKubernetesApi>(),
        provider.GetRequiredService<IOptions<KubernetesApiOptions>>().Value.Namespace,
        provider.GetRequiredService<TimeProvider>(),
        new Random(),
        provider.GetRequiredService<ILoggerFactory>());
}
