using System.Diagnostics;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>Two workers of one group: one dies in the middle of a roll, the other one carries on.</summary>
[Collection(CrashCollection.Name)]
public sealed class TakeoverTests(CrashServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly int Rounds = Campaign.IsSoak ? 8 : 1;

    [SkippableFact]
    public async Task Other_worker_finishes_what_a_killed_one_had_begun()
    {
        Skip.If(servers.WhySkipped is not null, servers.WhySkipped);
        var campaign = new Campaign("one of two workers killed in mid-roll");
        await using var site = await CrashSite.BuildAsync(servers, "takeover");
        await using var pods = new PodWitness(servers.Plane, site.Name);
        using var kafka = new RealTopics(servers.Kafka.BootstrapServers);
        var story = new Story(site, pods, kafka);
        var workers = new[] { "worker-a", "worker-b" }.ToDictionary(name => name, name => site.Worker(name));
        foreach (var worker in workers.Values)
            worker.Start();
        site.Reconciler().Start();
        campaign.Row("killed", "restarts done", "taken over by", "after ms", "converged ms");
        try
        {
            servers.Pods.ReadyAfter = TimeSpan.FromSeconds(3);
            await story.BeginAsync();
            await site.ConvergeAsync(story.WhyNotToldAsync, Patience);
            for (var round = 0; round < Rounds; round++)
            {
                await RoundAsync(campaign, site, story, workers, 72 + round);
                await story.AssertWrittenOnceAsync();
            }

            var names = (await site.Trail.EventsAsync()).Select(known => known.Data).OfType<PlatformEvent.ChangeStarted>().Select(started => started.Worker).Distinct().Count();
            await site.Trail.AssertSoundAsync(producers: 1 + names);
        }
        catch (Exception)
        {
            output.WriteLine(site.Logs());
            throw;
        }
        finally
        {
            servers.Pods.ReadyAfter = TimeSpan.Zero;
            output.WriteLine(campaign.ToString());
        }
    }

    private static async Task RoundAsync(Campaign campaign, CrashSite site, Story story, Dictionary<string, ProductProcess> workers, int retentionHours)
    {
        var restarts = campaign.Random.Next(1, 5);
        await story.ConfigureAsync(retentionHours);
        var victim = await Eventually.GetAsync(() => AtWorkAsync(site, restarts), $"a worker to restart {restarts} nodes", Patience);
        await workers[victim].KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var heir = await Eventually.GetAsync(() => HeirAsync(site, victim), "the other worker to take over", Patience);
        var taken = Stopwatch.GetElapsedTime(killed);
        await site.ConvergeAsync(story.WhyNotToldAsync, Patience);
        campaign.Row(victim, restarts, heir, (long)taken.TotalMilliseconds, (long)Stopwatch.GetElapsedTime(killed).TotalMilliseconds);
        (workers[victim] = site.Worker(victim)).Start();
    }

    /// <summary>Who is at the newest commit, once that many nodes were restarted for it.</summary>
    private static async Task<string?> AtWorkAsync(CrashSite site, int restarts) =>
        await NewestAsync(site) is { Progress.Data: PlatformEvent.ChangeProgressed progress } change && progress.Done >= restarts ? Worker(change) : null;

    private static async Task<string?> HeirAsync(CrashSite site, string victim) =>
        await NewestAsync(site) is { } change && Worker(change) is var worker && worker != victim ? worker : null;

    private static async Task<ChangeHistory?> NewestAsync(CrashSite site) => (await site.Trail.ProjectionAsync()).Changes.Values
        .FirstOrDefault(change => change.Requested?.Data is PlatformEvent.ChangeRequested request && request.Cause.Commit.Sha == site.Head);

    private static string? Worker(ChangeHistory change) => change.Started.LastOrDefault()?.Data is PlatformEvent.ChangeStarted started ? started.Worker : null;
}
