using Microsoft.Extensions.Configuration.Memory;

namespace GitOpsKafka.Webhook.Serving;

/// <summary>Builds the process.</summary>
internal static class WebhookHost
{
    /// <param name="configure">For tests: what to set before the application is built.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // First of all sources, so that each later one can say otherwise: a line for each request of the framework's would drown ours.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning))] });
        builder.Configuration.AddCommandLine(args, WebhookSwitches.Mappings);
        // Probes come every few seconds, and a review has a line of its own.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddWebhook();
        configure?.Invoke(builder);
        var application = builder.Build();
        application.MapWebhook();
        return application;
    }
}
