using GitOpsKafka.Webhook;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Webhook;

public sealed class WebhookOptionsTests
{
    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var result = Validate(new WebhookOptions { Listen = "everywhere", HealthPort = 70_000, GracePeriod = TimeSpan.FromHours(1), MaximumConcurrency = 0 });

        Assert.Equal(
            [
                "listen: \"everywhere\" is no address and port such as 0.0.0.0:9443",
                "health-port: 70000 is not in 0-65535",
                "grace-period: 01:00:00 is not between 00:00:00 and 00:05:00",
                "maximum-concurrency: 0 is not in 1-10000",
                "certificate-file: required: the PEM file of the server's certificate",
                "key-file: required: the PEM file of its private key",
            ], result.Failures);
    }

    [Fact]
    public void Missing_files_and_strangers_to_each_other_are_named()
    {
        using var files = new PemFiles();
        using var others = new PemFiles();

        Assert.True(Validate(files.Certificate, files.Key).Succeeded);
        Assert.StartsWith($"certificate-file: {files.Certificate}x cannot be read: ", Validate(files.Certificate + "x", files.Key).Failures!.Single());
        Assert.StartsWith($"key-file: {others.Key} holds no private key in PEM that fits", Validate(files.Certificate, others.Key).Failures!.Single());
        Assert.StartsWith($"key-file: {files.Certificate} holds no private key in PEM that fits", Validate(files.Certificate, files.Certificate).Failures!.Single());
        File.WriteAllText(files.Key, "secret");
        Assert.Equal($"key-file: {files.Key} holds no PEM", Validate(files.Certificate, files.Key).Failures!.Single());
    }

    [Fact]
    public void Expired_certificate_is_refused_at_start()
    {
        using var files = new PemFiles();
        files.Renew(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(-2));

        Assert.StartsWith($"certificate-file: {files.Certificate} expired at ", Validate(files.Certificate, files.Key).Failures!.Single());
    }

    [Fact]
    public void Unknown_switches_are_noticed_and_all_are_explained()
    {
        Assert.Equal("--cert", WebhookSwitches.Unknown(["--listen", "0.0.0.0:9443", "--cert=/tls.crt"]));
        Assert.Null(WebhookSwitches.Unknown(["--listen=0.0.0.0:9443", "--Logging:LogLevel:Default", "Debug"]));
        Assert.All(WebhookSwitches.Mappings.Keys, name => Assert.Contains(name, WebhookSwitches.Help));
    }

    private static ValidateOptionsResult Validate(string certificate, string key) => Validate(new WebhookOptions { CertificateFile = certificate, KeyFile = key });

    private static ValidateOptionsResult Validate(WebhookOptions options) => new WebhookOptionsValidator(TimeProvider.System).Validate(null, options);
}
