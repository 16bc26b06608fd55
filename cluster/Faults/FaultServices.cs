using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>
/// Lets tests kill a real process at an exact place. It is in the product, and not in the tests, because only the process itself knows
/// when it is about to write; a kill from outside hits the interesting moments by luck only.
/// </summary>
public static class FaultServices
{
    /// <summary>Does nothing unless <see cref="FaultOptions.KillAt"/> is set. Call it after all that it wraps was added.</summary>
    public static IServiceCollection AddFaults(this IServiceCollection services, IConfiguration section)
    {
        if (section[nameof(FaultOptions.KillAt)] is not { } killAt)
            return services;
        services.AddOptionsWithValidateOnStart<FaultOptions, FaultOptionsValidator>().Bind(section);
        services.AddSingleton(_ => new KillSwitch(killAt));
        services.Wrap<IKubernetesApi>((inner, kill) => new KillingKubernetes(inner, kill));
        services.Wrap<IKafkaAdmins>((inner, kill) => new KillingKafka(inner, kill));
        services.Wrap<IEventPublisher>((inner, kill) => new KillingPublisher(inner, kill));
        return services;
    }

    private static void Wrap<T>(this IServiceCollection services, Func<T, KillSwitch, T> wrap)
        where T : class
    {
        var wrapped = services.Last(known => known.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => wrap(
            (T)(wrapped.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, wrapped.ImplementationType!)),
            provider.GetRequiredService<KillSwitch>())));
    }
}
