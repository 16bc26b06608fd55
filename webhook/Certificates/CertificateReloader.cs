using Microsoft.Extensions.Options;

namespace GitOpsKafka.Webhook.Certificates;

/// <summary>
/// Looks at the files now and then and takes a new certificate into use. Polling, because a mounted Secret changes by a swap of
/// symbolic links that file watchers miss. A new pair that is unusable is logged once, and the old one stays.
/// </summary>
internal sealed class CertificateReloader(IOptions<WebhookOptions> options, ServingCertificate serving, TimeProvider time, ILogger<CertificateReloader> logger) : BackgroundService
{
    private string? _lastReason;

    /// <summary>Before the server opens its port.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Reload();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CertificateInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Reload();
    }

    /// <summary>Reads the files and takes them into use if they are another usable pair.</summary>
    internal void Reload()
    {
        switch (CertificateFiles.Read(options.Value.CertificateFile, options.Value.KeyFile, time.GetUtcNow()))
        {
            case CertificateReading.Usable usable when usable.Certificate.Thumbprint != serving.Current?.Certificate.Thumbprint:
                serving.Replace(usable);
                logger.CertificateLoaded(usable.Certificate.Subject, usable.Certificate.Thumbprint, usable.NotAfter);
                break;
            case CertificateReading.Unusable unusable when unusable.Reason != _lastReason:
                _lastReason = unusable.Reason;
                logger.CertificateKept(serving.Current?.NotAfter ?? default, unusable.Reason);
                return;
            case CertificateReading.Unusable:
                return;
        }

        _lastReason = null;
    }
}
