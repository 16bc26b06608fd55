using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GitOpsKafka.Worker.HealthChecks;

/// <summary>The parts that check the health of clusters.</summary>
internal static class HealthServices
{
    public static IServiceCollection AddHealthChecking(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<HealthOptions, HealthOptionsValidator>().Bind(section);
        services.TryAddSingleton<CertificateMetrics>();
        return services
            .AddSingleton<HealthReports>()
            .AddSingleton<HealthEvents>()
            .AddSingleton<HealthMetrics>()
            .AddSingleton<HealthLoop>()
            .AddHostedService<LoopProcess<HealthLoop>>();
    }
}
