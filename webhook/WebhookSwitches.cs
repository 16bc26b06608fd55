namespace GitOpsKafka.Webhook;

/// <summary>The command line: every option as a switch. Each can also be an environment variable, <c>Webhook__CertificateFile</c>, or stand in appsettings.json.</summary>
internal static class WebhookSwitches
{
    private static readonly (string Switch, string Option, string Help)[] All =
    [
        ("--listen", nameof(WebhookOptions.Listen), "address and port for HTTPS (default 0.0.0.0:9443)"),
        ("--certificate-file", nameof(WebhookOptions.CertificateFile), "PEM file of the certificate and its intermediates (required)"),
        ("--key-file", nameof(WebhookOptions.KeyFile), "PEM file of the private key (required)"),
        ("--health-port", nameof(WebhookOptions.HealthPort), "port for /healthz, /readyz and /metrics over plain HTTP (default 8081)"),
        ("--certificate-interval", nameof(WebhookOptions.CertificateInterval), "how often the files are looked at (default 00:00:10)"),
        ("--grace-period", nameof(WebhookOptions.GracePeriod), "how long to serve after SIGTERM (default 00:00:15)"),
        ("--maximum-concurrency", nameof(WebhookOptions.MaximumConcurrency), "reviews judged at once (default 64)"),
    ];

    public static bool WantsHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    public static string Help =>
        "gitopskafka-webhook: refuses bad KafkaClusters and KafkaTopics when they are applied\n\n" +
        string.Join('\n', All.Select(known => $"  {known.Switch,-24} {known.Help}")) +
        $"\n\nAs environment variables: {WebhookOptions.Section}__{nameof(WebhookOptions.CertificateFile)} and so on; in appsettings.json: section {WebhookOptions.Section}.";

    /// <summary>Null when every switch is known.</summary>
    public static string? Unknown(string[] args) => args
        .Where(arg => arg.StartsWith("--", StringComparison.Ordinal))
        .Select(arg => arg.Split('=')[0])
        .FirstOrDefault(name => !name.Contains(':') && name is not ("--environment" or "--contentRoot" or "--applicationName") && !Array.Exists(All, known => known.Switch == name));

    public static Dictionary<string, string> Mappings => All.ToDictionary(known => known.Switch, known => $"{WebhookOptions.Section}:{known.Option}", StringComparer.Ordinal);
}
