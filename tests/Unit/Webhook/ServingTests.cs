using System.Diagnostics.Metrics;
using System.Net;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Webhook.Certificates;
using GitOpsKafka.Webhook.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GitOpsKafka.Tests.Unit.Webhook;

public sealed class ServingTests
{
    [Fact]
    public async Task Reviews_are_answered_over_tls_only()
    {
        await using var server = await WebhookServer.StartAsync();
        using var client = server.Client();

        var (status, text, isClosing) = await server.PostAsync(client, Reviews.Create(Reviews.Orders));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"allowed\":true", text);
        Assert.False(isClosing);
        using var content = new StringContent(Reviews.Create(Reviews.Orders));
        using var plain = await client.PostAsync(new Uri(server.Http, "/validate"), content);
        Assert.Equal(HttpStatusCode.NotFound, plain.StatusCode);
    }

    [Fact]
    public async Task Reviews_are_counted_for_Prometheus()
    {
        await using var server = await WebhookServer.StartAsync();
        using var client = server.Client();
        await server.PostAsync(client, Reviews.Create(Reviews.Orders));

        var metrics = PrometheusText.Parse(await client.GetStringAsync(new Uri(server.Http, "/metrics")));

        var requests = Assert.Single(metrics.Families["gitopskafka_webhook_requests_total"].Samples);
        Assert.Equal((1, "KafkaTopic", "CREATE"), (requests.Value, requests.Labels["kind"], requests.Labels["operation"]));
        Assert.Equal("histogram", metrics.Families["gitopskafka_webhook_duration_seconds"].Type);
    }

    [Fact]
    public async Task Expiry_of_the_certificate_is_told_before_the_first_review()
    {
        await using var server = await WebhookServer.StartAsync();
        using var client = server.Client();

        var metrics = PrometheusText.Parse(await client.GetStringAsync(new Uri(server.Http, "/metrics")));

        Assert.Contains("gitopskafka_webhook_certificate_expiry_seconds", metrics.Families.Keys);
    }

    [Fact]
    public async Task Other_content_types_and_malformed_bodies_are_refused_in_one_line()
    {
        await using var server = await WebhookServer.StartAsync();
        using var client = server.Client();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.PostAsync(client, "{}", "text/plain")).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "malformed AdmissionReview: no JSON at line 1, byte 2", false), await server.PostAsync(client, "{"));
    }

    [Fact]
    public async Task Bodies_of_six_mebibytes_are_judged_and_larger_ones_refused_with_their_uid()
    {
        await using var server = await WebhookServer.StartAsync();
        using var client = server.Client();
        var large = Reviews.Orders.Replace("604800000", new string('7', 3 << 20));

        Assert.Contains("[KT-17]", (await server.PostAsync(client, Reviews.Update(Reviews.Orders, large))).Text);
        var (status, text, isClosing) = await server.PostAsync(client, Reviews.Create(Reviews.Orders.Replace("604800000", new string('7', 8 << 20))));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(Reviews.Uid, text);
        Assert.Contains("larger than 7 MiB", text);
        Assert.True(isClosing);
    }

    [Fact]
    public async Task Renewed_certificate_is_served_without_a_restart()
    {
        await using var server = await WebhookServer.StartAsync();
        var reloader = server.Services.GetServices<IHostedService>().OfType<CertificateReloader>().Single();

        var first = server.Files.Thumbprint;
        server.Files.Renew(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        reloader.Reload();
        using var client = server.Client();
        await server.PostAsync(client, Reviews.Create(Reviews.Orders));

        Assert.Equal(server.Files.Thumbprint, server.Thumbprint);
        Assert.NotEqual(first, server.Thumbprint);
    }

    [Fact]
    public async Task Unusable_new_certificate_leaves_the_old_one_in_use()
    {
        await using var server = await WebhookServer.StartAsync();
        var serving = server.Services.GetRequiredService<ServingCertificate>();
        var before = serving.Current;

        await File.WriteAllTextAsync(server.Files.Key, "no key");
        server.Services.GetServices<IHostedService>().OfType<CertificateReloader>().Single().Reload();

        Assert.Same(before, serving.Current);
    }

    [Fact]
    public async Task Expired_certificate_makes_the_server_unready()
    {
        await using var server = await WebhookServer.StartAsync("--certificate-interval", "01:00:00");
        using var client = server.Client();

        Assert.Equal("ok", await client.GetStringAsync(new Uri(server.Http, "/readyz")));
        server.Time.Advance(TimeSpan.FromDays(91));
        using var ready = await client.GetAsync(new Uri(server.Http, "/readyz"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("ok", await client.GetStringAsync(new Uri(server.Http, "/healthz")));
    }

    [Fact]
    public async Task Stopping_server_goes_on_serving_and_asks_for_new_connections()
    {
        await using var server = await WebhookServer.StartAsync("--grace-period", "00:00:15");
        using var client = server.Client();

        var stopping = server.StopAsync();
        using var ready = await client.GetAsync(new Uri(server.Http, "/readyz"));
        var (status, _, isClosing) = await server.PostAsync(client, Reviews.Create(Reviews.Orders));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(isClosing);
        Assert.False(stopping.IsCompleted);
        server.Time.Advance(TimeSpan.FromSeconds(15));
        await stopping;
    }

    [Fact]
    public async Task Requests_and_violations_are_counted()
    {
        await using var server = await WebhookServer.StartAsync();
        using var client = server.Client();
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == AdmissionMetrics.MeterName && instrument.Meter.Scope == server.Services.GetRequiredService<IMeterFactory>())
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
                counted.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
        });
        listener.Start();

        await server.PostAsync(client, Reviews.Create(Reviews.Orders.Replace(":12", ":0")));

        Assert.Equal(
            ["gitopskafka.webhook.requests operation=CREATE kind=KafkaTopic allowed=False dry_run=False", "gitopskafka.webhook.violations rule=KT-07 severity=deny"],
            counted);
    }
}
