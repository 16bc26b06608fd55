using GitOpsKafka.Cluster.Tls;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>The parts that keep certificates.</summary>
internal static class CertificateServices
{
    /// <summary>What makes certificates before nodes are made.</summary>
    public static IServiceCollection AddCertificateKeeper(this IServiceCollection services)
    {
        services.TryAddSingleton(new CertificateTimes());
        return services.AddSingleton<CertificateKeeper>();
    }

    /// <summary>What renews them while the process runs.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<CertificateOptions, CertificateOptionsValidator>().Bind(section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CertificateOptions>>().Value.Times);
        services.TryAddSingleton<ITlsProbe>(provider => new TlsProbe(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<CertificateOptions>>().Value.ProbeTimeout));
        services.TryAddSingleton<CertificateMetrics>();
        return services
            .AddSingleton<ServedCertificates>()
            .AddSingleton<CertificateReloads>()
            .AddSingleton<CertificateRestartMarks>()
            .AddSingleton<CertificateWarnings>()
            .AddSingleton<LoadDelays>()
            .AddSingleton<CertificateReports>()
            .AddSingleton<CertificateLoop>()
            .AddHostedService<LoopProcess<CertificateLoop>>();
    }
}
