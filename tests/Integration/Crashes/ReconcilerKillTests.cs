using System.Diagnostics;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>SIGKILL to the reconciler at random moments while people go on pushing.</summary>
[Collection(CrashCollection.Name)]
public sealed class ReconcilerKillTests(CrashServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>After its start, or after it is ready.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2);

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
            campaign.Row("life", "ms lived", "killed", "commits pushed");
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

    /// <summary>One life: some commits before it, some while it works, and the kill at a moment, or at a write, of its own.</summary>
    private static async Task KillAsync(Campaign campaign, CrashSite site, ToldTopics told, int life, int commits)
    {
        var random = campaign.Random;
        var killAt = random.Next(5) < 2 ? $"publish {random.Next(1, 4)} {(random.Next(2) == 0 ? "before" : "after")}" : null;
        var (isEarly, limit, before) = (random.Next(4) == 0, random.NextDouble() * LongestLife, random.Next(commits));
        var reconciler = site.Reconciler(killAt);
        for (var commit = 0; commit < before; commit++)
            await told.PushAnyAsync(random);
        var started = Stopwatch.GetTimestamp();
        var killing = Task.Run(() => DieAsync(reconciler, isEarly, limit));
        for (var commit = before; commit < commits; commit++)
        {
            await Task.Delay(limit / commits);
            await told.PushAnyAsync(random);
        }

        await killing;
        campaign.Row(life, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, killAt ?? (isEarly ? $"{limit.TotalMilliseconds:0} ms after its start" : $"{limit.TotalMilliseconds:0} ms after it was ready"), $"{before} before, {commits - before} during");
    }

    /// <param name="isEarly">Counts from the start and not from readiness.</param>
    private static async Task DieAsync(ProductProcess reconciler, bool isEarly, TimeSpan limit)
    {
        if (isEarly)
            reconciler.Start();
        else
            await reconciler.StartAsync(CancellationToken.None).ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.Delay(limit);
        await reconciler.KillAsync();
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
