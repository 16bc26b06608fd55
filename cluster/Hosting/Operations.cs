using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace GitOpsKafka.Cluster.Hosting;

/// <summary>What a process offers to those who run it: <c>/healthz</c>, <c>/readyz</c> and, for Prometheus, <c>/metrics</c>.</summary>
public static class Operations
{
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        // Probes and scrapes come every few seconds; each would be six lines.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("GitOpsKafka.*").AddPrometheusExporter());
        return services;
    }

    public static void MapOperations(this WebApplication application)
    {
        application.MapGet("/healthz", static () => Results.Text("ok"));
        application.MapGet("/readyz", static (IEnumerable<ReadinessCheck> checks) =>
            checks.Select(check => (check.Name, WhyNot: check.WhyNot())).Where(check => check.WhyNot is not null).ToList() is { Count: > 0 } failing
                ? Results.Text(string.Join('\n', failing.Select(check => $"{check.Name}: {check.WhyNot}")), statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ok"));
        application.MapPrometheusScrapingEndpoint();
    }
}
