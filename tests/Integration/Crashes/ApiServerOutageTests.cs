using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>The API server is killed while changes are under way, and comes back without the versions that everybody watches from.</summary>
[Collection(CrashCollection.Name)]
public sealed class ApiServerOutageTests(CrashServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task Changes_under_way_are_finished_after_the_api_server_was_killed()
    {
        Skip.If(servers.WhySkipped is not null, servers.WhySkipped);
        var campaign = new Campaign("API server killed, etcd compacted");
        await using var site = await CrashSite.BuildAsync(servers, "api-outage");
        await using var pods = new PodWitness(servers.Plane, site.Name);
        using var kafka = new RealTopics(servers.Kafka.BootstrapServers);
        var story = new Story(site, pods, kafka);
        var (worker, reconciler) = (site.Worker(), site.Reconciler());
        worker.Start();
        reconciler.Start();
        campaign.Row("killed", "converged ms", "events");
        try
        {
            servers.Pods.ReadyAfter = TimeSpan.FromMilliseconds(500);
            await story.BeginAsync();
            await OutageAsync(campaign, site, story, "while the cluster is made", () => pods.Births.Count > 0);
            var before = pods.Births.Values.Sum();
            await story.ConfigureAsync(72);
            await OutageAsync(campaign, site, story, "in the middle of a roll", () => pods.Births.Values.Sum() >= before + 2);
            Assert.True(worker.IsRunning && reconciler.IsRunning, "a process did not survive the outage");
            await site.Trail.AssertSoundAsync(producers: 2);
        }
        catch (Exception)
        {
            output.WriteLine(site.Logs());
            throw;
        }
        finally
        {
            servers.Pods.ReadyAfter = TimeSpan.Zero;
            await servers.Plane.StartApiServerAsync(CancellationToken.None);
            output.WriteLine(campaign.ToString());
        }
    }

    private async Task OutageAsync(Campaign campaign, CrashSite site, Story story, string when, Func<bool> isTheMoment)
    {
        await Fixtures.Eventually.TrueAsync(() => Task.FromResult(isTheMoment()), $"the moment {when}");
        await servers.Plane.KillApiServerAsync();
        await CompactAsync();
        await Task.Delay(TimeSpan.FromSeconds(campaign.Random.NextDouble() * 3));
        await servers.Plane.StartApiServerAsync(CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        await site.ConvergeAsync(story.WhyNotToldAsync, Patience);
        await story.AssertWrittenOnceAsync();
        campaign.Row(when, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, (await site.Trail.RecordsAsync()).Count);
    }

    /// <summary>
    /// etcd forgets all older versions, so whoever watches from one is told 410 and must list again.
    /// Source: https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/.
    /// </summary>
    private async Task CompactAsync()
    {
        using var etcd = new HttpClient { BaseAddress = servers.Plane.EtcdServer };
        using var range = await etcd.PostAsJsonAsync("v3/kv/range", new { key = Convert.ToBase64String("/"u8) });
        var revision = JsonDocument.Parse(await range.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("header").GetProperty("revision").GetString();
        using var compaction = await etcd.PostAsJsonAsync("v3/kv/compaction", new { revision, physical = true });
        compaction.EnsureSuccessStatusCode();
    }
}
