using System.Threading.RateLimiting;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Webhook.Admission;
using GitOpsKafka.Webhook.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace GitOpsKafka.Webhook.Serving;

/// <summary>The parts of the webhook and their endpoints.</summary>
public static class WebhookExtensions
{
    private const string Limiter = "reviews";

    public static void AddWebhook(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INeighbours>(NoNeighbours.Instance);
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddOptionsWithValidateOnStart<WebhookOptions>().BindConfiguration(WebhookOptions.Section);
        services.AddOptions<HostOptions>().Configure<IOptions<WebhookOptions>>((host, webhook) => host.ShutdownTimeout = webhook.Value.GracePeriod + TimeSpan.FromSeconds(15));
        services.AddSingleton<AdmissionReviewer>();
        services.AddSingleton<AdmissionMetrics>();
        services.AddSingleton<ReviewEndpoint>();
        services.AddSingleton<ServingCertificate>();
        services.AddSingleton<Drain>();
        services.AddHostedService<CertificateReloader>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        // The instruments are made with the endpoint, not with the first review: a certificate may expire before one comes.
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(AdmissionMetrics.MeterName).AddInstrumentation(provider => provider.GetRequiredService<AdmissionMetrics>()).AddPrometheusExporter());
        services.AddRateLimiter(_ => { });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<WebhookOptions>>((limits, webhook) => Limit(limits, webhook.Value));
        builder.WebHost.UseKestrelHttpsConfiguration();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<WebhookOptions>, ServingCertificate>((kestrel, webhook, serving) => Listen(kestrel, webhook.Value, serving));
    }

    public static void MapWebhook(this WebApplication application)
    {
        application.UseRateLimiter();
        application.MapPost("/validate", static (HttpContext context, ReviewEndpoint endpoint) => endpoint.HandleAsync(context)).RequireRateLimiting(Limiter);
        application.MapGet("/healthz", static () => Results.Text("ok"));
        application.MapGet("/readyz", static (Drain drain, ServingCertificate certificate) =>
            drain.HasBegun ? Results.Text("stopping", statusCode: 503)
            : certificate.IsValid ? Results.Text("ok")
            : Results.Text("the certificate has expired", statusCode: 503));
        application.MapPrometheusScrapingEndpoint();
    }

    private static void Limit(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions limits, WebhookOptions options)
    {
        limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        limits.AddPolicy(Limiter, _ => RateLimitPartition.GetConcurrencyLimiter(Limiter, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = options.MaximumConcurrency,
            QueueLimit = options.MaximumConcurrency * 2,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
    }

    private static void Listen(KestrelServerOptions kestrel, WebhookOptions options, ServingCertificate serving)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        // ReviewEndpoint counts for itself: Kestrel's own limit would hide the uid that a refusal must carry.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(options.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(serving.Tls()) });
        });
        kestrel.Listen(options.EndPoint.Address, options.HealthPort, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
