using System.Net;
using GitOpsKafka.Webhook.Certificates;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Webhook;

/// <summary>All mistakes in the options at once, the certificate files among them.</summary>
internal sealed class WebhookOptionsValidator(TimeProvider time) : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var mistakes = Mistakes(options).ToArray();
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(WebhookOptions options)
    {
        if (!IPEndPoint.TryParse(options.Listen, out _) || !options.Listen.Contains(':'))
            yield return $"listen: \"{options.Listen}\" is no address and port such as 0.0.0.0:9443";
        if (options.HealthPort is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            yield return $"health-port: {options.HealthPort} is not in 0-65535";
        if (options.CertificateInterval < TimeSpan.FromSeconds(1) || options.CertificateInterval > TimeSpan.FromHours(1))
            yield return $"certificate-interval: {options.CertificateInterval} is not between 00:00:01 and 01:00:00";
        if (options.GracePeriod < TimeSpan.Zero || options.GracePeriod > TimeSpan.FromMinutes(5))
            yield return $"grace-period: {options.GracePeriod} is not between 00:00:00 and 00:05:00";
        if (options.MaximumConcurrency is < 1 or > 10_000)
            yield return $"maximum-concurrency: {options.MaximumConcurrency} is not in 1-10000";
        foreach (var mistake in FileMistakes(options))
            yield return mistake;
    }

    private IEnumerable<string> FileMistakes(WebhookOptions options)
    {
        if (options.CertificateFile.Length == 0)
            yield return "certificate-file: required: the PEM file of the server's certificate";
        if (options.KeyFile.Length == 0)
            yield return "key-file: required: the PEM file of its private key";
        if (options is { CertificateFile.Length: > 0, KeyFile.Length: > 0 } && CertificateFiles.Read(options.CertificateFile, options.KeyFile, time.GetUtcNow()) is CertificateReading.Unusable unusable)
            yield return unusable.Reason;
    }
}
