using System.Diagnostics;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>The Kafka that holds the trail, and that is being managed, goes away and comes back.</summary>
[Collection(CrashCollection.Name)]
public sealed class BrokerOutageTests(CrashServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(Campaign.IsSoak ? 60 : 10);

    private static readonly int Kills = Campaign.IsSoak ? 10 : 2;

    [SkippableFact]
    public async Task Trail_is_whole_after_its_broker_was_away_and_was_killed_while_events_came()
    {
        Skip.If(servers.WhySkipped is not null, servers.WhySkipped);
        var campaign = new Campaign("broker stopped and killed");
        await using var site = await CrashSite.BuildAsync(servers, "broker-outage");
        using var kafka = new RealTopics(servers.Kafka.BootstrapServers);
        var told = new ToldTopics(site, kafka);
        var (worker, reconciler) = (site.Worker(), site.Reconciler());
        worker.Start();
        reconciler.Start();
        campaign.Row("what", "commits", "converged ms", "events");
        try
        {
            await told.PushClusterAsync();
            await told.PushAnyAsync(campaign.Random);
            await ConvergeAsync(campaign, site, told, "begin");
            await StopAsync(campaign, told);
            await ConvergeAsync(campaign, site, told, $"stopped for {Outage.TotalSeconds:0} s");
            for (var kill = 1; kill <= Kills; kill++)
            {
                var after = await KillAsync(campaign, told);
                await ConvergeAsync(campaign, site, told, $"killed {after.TotalMilliseconds:0} ms after the first push");
            }

            Assert.True(worker.IsRunning && reconciler.IsRunning, "a process did not survive the outage");
            var report = await site.Trail.AssertSoundAsync(producers: 2);
            Assert.Empty(report.Findings);
        }
        catch (Exception)
        {
            output.WriteLine(site.Logs());
            throw;
        }
        finally
        {
            await servers.Kafka.StartAsync(CancellationToken.None);
            output.WriteLine(campaign.ToString());
        }
    }

    /// <summary>People push as if nothing were.</summary>
    private async Task StopAsync(Campaign campaign, ToldTopics told)
    {
        await servers.Kafka.StopAsync(CancellationToken.None);
        var stopped = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(stopped) < Outage)
        {
            await told.PushAnyAsync(campaign.Random);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await servers.Kafka.StartAsync(CancellationToken.None);
    }

    /// <summary>A burst of commits, and SIGKILL to the broker while their events come.</summary>
    private async Task<TimeSpan> KillAsync(Campaign campaign, ToldTopics told)
    {
        var after = TimeSpan.FromMilliseconds(campaign.Random.Next(200, 2500));
        var killing = Task.Run(async () =>
        {
            await Task.Delay(after);
            await servers.Kafka.KillAsync();
        });
        while (!killing.IsCompleted)
            await told.PushAnyAsync(campaign.Random);
        await killing;
        await servers.Kafka.StartAsync(CancellationToken.None);
        return after;
    }

    private static async Task ConvergeAsync(Campaign campaign, CrashSite site, ToldTopics told, string what)
    {
        var started = Stopwatch.GetTimestamp();
        await site.ConvergeAsync(told.WhyNotToldAsync, Patience);
        campaign.Row(what, told.Commits, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, (await site.Trail.RecordsAsync()).Count);
    }
}
