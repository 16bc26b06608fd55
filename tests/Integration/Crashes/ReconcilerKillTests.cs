using System.Diagnostics;
using GitOpsKafka.Platform.Events;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>SIGKILL to the reconciler at random moments while people go on pushing.</summary>
[Collection(CrashCollection.Name)]
public sealed class ReconcilerKillTests(CrashServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A process is up after about one second; half of the kills come before that, half while it works.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(4);

    [SkippableFact]
    public async Task Reconciler_killed_at_random_loses_no_commit()
    {
        Skip.If(servers.WhySkipped is not null, servers.WhySkipped);
        var campaign = new Campaign("reconciler killed at random");
        var (kills, commitsPerLife) = Campaign.IsSoak ? (50, 4) : (6, 4);
        await using var site = await CrashSite.BuildAsync(servers, "reconciler-kills");
        using var kafka = new RealTopics(servers.Kafka.BootstrapServers);
        var told = new ToldTopics(site, kafka);
        try
        {
            site.Worker().Start();
            await told.PushClusterAsync();
            campaign.Row("life", "ms lived", "commits pushed meanwhile");
            for (var life = 0; life < kills; life++)
                await KillAsync(campaign, site, told, life, commitsPerLife);
            await EndAsync(campaign, site, told, kills);
        }
        catch (Exception)
        {
            output.WriteLine(site.Logs());
            throw;
        }
        finally
        {
            output.WriteLine(campaign.ToString());
        }
    }

    /// <summary>One life: some commits before it, some while it works, and the kill in between.</summary>
    private static async Task KillAsync(Campaign campaign, CrashSite site, ToldTopics told, int life, int commits)
    {
        var reconciler = site.Reconciler();
        var before = campaign.Random.Next(commits);
        for (var commit = 0; commit < before; commit++)
            await told.PushAnyAsync(campaign.Random);
        reconciler.Start();
        var (started, limit) = (Stopwatch.GetTimestamp(), campaign.Random.NextDouble() * LongestLife);
        var killing = Task.Run(async () =>
        {
            await Task.Delay(limit);
            await reconciler.KillAsync();
        });
        for (var commit = before; commit < commits; commit++)
            await told.PushAnyAsync(campaign.Random);
        await killing;
        campaign.Row(life, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, $"{before} before, {commits - before} during");
    }

    private static async Task EndAsync(Campaign campaign, CrashSite site, ToldTopics told, int kills)
    {
        var started = Stopwatch.GetTimestamp();
        site.Reconciler().Start();
        await site.ConvergeAsync(told.WhyNotToldAsync, Patience);
        var events = await site.Trail.EventsAsync();
        var report = await site.Trail.AssertSoundAsync(producers: 2);
        AssertOneChangeForRepeatedRequests(events);
        var requests = events.Select(known => known.Data).OfType<PlatformEvent.ChangeRequested>().ToList();
        told.AssertRequested(requests);
        campaign.Row("converged", (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, $"{kills} kills, {told.Commits} commits, {events.Count(known => known.Data is PlatformEvent.RevisionObserved)} observed");
        campaign.Row("events", report.Records, $"{requests.Count} requests of {requests.Select(request => request.ChangeId).Distinct().Count()} changes, {report.Findings.Length} records repeated");
    }

    private static void AssertOneChangeForRepeatedRequests(List<EventEnvelope> events)
    {
        var projection = TrailProjection.Of(events);
        foreach (var again in events.Select(known => known.Data).OfType<PlatformEvent.ChangeRequested>().GroupBy(request => request.ChangeId))
            Assert.Equal(again.Key, Assert.Single(projection.Changes.Values, change => change.ChangeId == again.Key).ChangeId);
    }
}
