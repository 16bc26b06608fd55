using System.Net;

namespace GitOpsKafka.Webhook;

/// <summary>How the webhook listens and serves. Read once at start; see <see cref="WebhookSwitches"/> for the command line.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhook";

    /// <summary>Address and port for HTTPS.</summary>
    /// <value>Default <c>0.0.0.0:9443</c>; port 0 takes any free one.</value>
    public string Listen { get; set; } = "0.0.0.0:9443";

    /// <summary>Port for plain HTTP with <c>/healthz</c>, <c>/readyz</c> and, for Prometheus, <c>/metrics</c>, on the same address.</summary>
    /// <value>Default 8081, 0 to 65535.</value>
    public int HealthPort { get; set; } = 8081;

    /// <summary>PEM file with the server's certificate, followed by its intermediates. Read again when it changes.</summary>
    /// <value>Required.</value>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file with the private key, not encrypted. Read again when it changes.</summary>
    /// <value>Required.</value>
    public string KeyFile { get; set; } = "";

    /// <summary>How often the two files are looked at.</summary>
    /// <value>Default 10 seconds, 1 second to 1 hour.</value>
    public TimeSpan CertificateInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long requests are served after SIGTERM: the API server goes on using its open connections until it hears of the end.
    /// </summary>
    /// <value>Default 15 seconds, 0 to 5 minutes.</value>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Reviews judged at once; twice as many wait, and more are answered with 503.</summary>
    /// <value>Default 64, 1 to 10,000.</value>
    public int MaximumConcurrency { get; set; } = 64;

    /// <exception cref="FormatException"><see cref="Listen"/> is no address and port.</exception>
    internal IPEndPoint EndPoint => IPEndPoint.Parse(Listen);
}
