namespace GitOpsKafka.Webhook.Serving;

/// <summary>Builds the process.</summary>
internal static class WebhookHost
{
    /// <param name="configure">For tests: what to set before the application is built.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
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
