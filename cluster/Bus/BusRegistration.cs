using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Puts the parts of the bus into a host.</summary>
public static class BusRegistration
{
    /// <summary>What publishing and pumping share: options, metrics, <see cref="TrailReader"/>.</summary>
    /// <param name="section">Bound to <see cref="BusOptions"/> and checked at the start.</param>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<BusOptions, BusOptionsValidator>().Bind(section);
        services.AddSingleton<IValidateOptions<BusOptions>, BusSettingsValidator>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BusMetrics>();
        services.TryAddSingleton(provider => new TrailReader(Options(provider), provider.GetRequiredService<ILogger<TrailReader>>()));
        return services;
    }

    /// <summary>Adds <see cref="IEventPublisher"/> and the loop that brings its events to the bus.</summary>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services, PublisherName name)
    {
        services.AddSingleton(provider => new KafkaEventPublisher(
            Options(provider), name, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<BusMetrics>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<KafkaEventPublisher>());
        return services.AddHostedService(provider => provider.GetRequiredService<KafkaEventPublisher>());
    }

    /// <summary>Adds a pump that brings events to the handler.</summary>
    /// <param name="section">Bound to <see cref="PumpOptions"/> and checked at the start.</param>
    public static IServiceCollection AddEventPump(
        this IServiceCollection services, IConfiguration section, Func<IServiceProvider, Func<ChangeDelivery, CancellationToken, Task>> handler)
    {
        services.AddOptionsWithValidateOnStart<PumpOptions, PumpOptionsValidator>().Bind(section);
        return services.AddHostedService(provider => new EventPump(
            Options(provider),
            provider.GetRequiredService<IOptions<PumpOptions>>().Value,
            handler(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<BusMetrics>(),
            provider.GetRequiredService<ILogger<EventPump>>()));
    }

    private static BusOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<BusOptions>>().Value;
}
