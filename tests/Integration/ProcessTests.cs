using System.Diagnostics;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>The processes as those who run them meet them.</summary>
[Collection(ModernServerCollection.Name)]
public sealed class ProcessTests(ModernServerPlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    [Theory]
    [InlineData("reconciler", "--repository", "Bus__BootstrapServers|Git__Url")]
    [InlineData("worker", "--bootstrap-servers", "Bus__BootstrapServers")]
    [InlineData("webhook", "--certificate-file", "Webhook__CertificateFile")]
    public async Task Help_names_switches_and_variables(string name, string option, string variables)
    {
        await using var process = new ProductProcess(name, Path.GetTempPath());

        var help = await process.RunAsync("--help");

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains(option, help.Output);
        Assert.Contains(variables.Split('|'), variable => help.Output.Contains(variable, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reconciler", "BootstrapServers|SpoolDirectory|Url|PollInterval|Tick", "--poll-interval", "00:00:00", "--Reconciler:Tick", "00:00:00")]
    [InlineData("worker", "BootstrapServers|SpoolDirectory|Concurrency", "--concurrency", "0")]
    [InlineData("webhook", "certificate-file|key-file|maximum-concurrency", "--maximum-concurrency", "0")]
    public async Task Wrong_options_are_all_told_at_once(string name, string mistakes, params string[] arguments)
    {
        await using var process = new ProductProcess(name, Path.GetTempPath());

        var run = await process.RunAsync(arguments);

        Output.WriteLine(run.Error);
        Assert.Equal(2, run.ExitCode);
        Assert.All(mistakes.Split('|'), mistake => Assert.Contains(mistake, run.Error));
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Theory]
    [InlineData("reconciler")]
    [InlineData("worker")]
    [InlineData("webhook")]
    public async Task Unknown_switch_is_refused(string name)
    {
        await using var process = new ProductProcess(name, Path.GetTempPath());

        var run = await process.RunAsync("--reposotory", "https://git.example.com/platform.git");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--reposotory", run.Error);
    }

    [SkippableFact]
    public Task Health_readiness_and_metrics_answer() => OnPlatformAsync(async () =>
    {
        foreach (var process in new[] { Platform.Reconciler, Platform.Worker })
        {
            Assert.Equal((200, "ok"), await process.GetAsync("healthz"));
            await Eventually.TrueAsync(async () => (await process.GetAsync("readyz")).Status == 200, $"{process.Name} to be ready");
            var (status, metrics) = await process.GetAsync("metrics");
            Assert.Equal(200, status);
            Assert.Contains(PrometheusText.Parse(metrics).Families.Keys, name => name.StartsWith("gitopskafka_", StringComparison.Ordinal));
        }

        using var http = new HttpClient();
        Assert.Equal("ok", await http.GetStringAsync(new Uri(Platform.Webhook.Health, "healthz")));
        Assert.Equal("ok", await http.GetStringAsync(new Uri(Platform.Webhook.Health, "readyz")));
        Assert.Contains("gitopskafka_webhook_certificate_expiry_seconds", PrometheusText.Parse(await http.GetStringAsync(new Uri(Platform.Webhook.Health, "metrics"))).Families.Keys);
    });

    [SkippableFact]
    public Task Sigterm_ends_a_process_soon_and_in_order() => OnPlatformAsync(async () =>
    {
        foreach (var process in new[] { Platform.Worker, Platform.Reconciler })
        {
            var started = Stopwatch.GetTimestamp();
            Assert.True(await process.StopAsync(default), $"{process.Name} did not stop by itself");
            Output.WriteLine($"{process.Name} stopped after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms with exit code {process.ExitCode}");
            Assert.Equal(0, process.ExitCode);
            await process.StartUnreadyAsync(default);
        }
    });
}
