using System.Diagnostics;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>SIGKILL to the worker right before or right after one of its writes, again and again, while commits are carried out.</summary>
[Collection(CrashCollection.Name)]
public sealed class WorkerKillTests(CrashServers servers, ITestOutputHelper output)
{
    /// <summary>For one commit, which may be killed many times.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(Campaign.IsSoak ? 15 : 3);

    /// <summary>
    /// Each kind of write, in the order in which the commits of <see cref="TellAsync"/> bring them. "publish 3" comes when a life that has
    /// finished one change takes the next, so that the apply after it is that of a stored manifest whose objects are all still old.
    /// </summary>
    private static readonly string[] EachKind =
    [
        "publish 2", "apply 1", "create-topic 1", "status 1", "apply 4", "event 1", "publish 3", "apply 1 after", "publish 3", "apply 1 after",
        "delete 1", "delete 3", "apply 2", "add-partitions 1", "alter-topic 1", "delete-topic 1", "delete 1",
    ];

    /// <summary>Mostly any write, so that chance finds the rare ones; and those that every commit brings.</summary>
    private static readonly string[] Kinds = ["any", "any", "any", "any", "apply", "status", "event", "publish"];

    [SkippableFact]
    public async Task Worker_killed_before_and_after_its_writes_does_everything_exactly_once()
    {
        Skip.If(servers.WhySkipped is not null, servers.WhySkipped);
        var campaign = new Campaign("worker killed at its writes");
        await using var site = await CrashSite.BuildAsync(servers, "worker-kills");
        await using var pods = new PodWitness(servers.Plane, site.Name);
        using var kafka = new RealTopics(servers.Kafka.BootstrapServers);
        var story = new Story(site, pods, kafka);
        site.Reconciler().Start();
        await using var lives = new KilledLives(killAt => site.Worker(killAt: killAt), Plan(campaign));
        campaign.Row("commit", "kills", "converged ms", "events", "killed");
        try
        {
            await TellAsync(campaign, site, story, lives);
            Assert.Equal(lives.Planned, lives.Deaths.Select(death => death.Asked));
            var report = await site.Trail.AssertSoundAsync(producers: 2);
            campaign.Row("all", lives.Deaths.Count, "", report.Records, $"{report.Findings.Length} repeated");
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

    private static IEnumerable<string> Plan(Campaign campaign) => Campaign.IsSoak
        ? Enumerable.Range(0, 100).Select(_ => Kinds[campaign.Random.Next(Kinds.Length)]).Select(kind => $"{kind} {campaign.Random.Next(1, kind == "any" ? 9 : 3)} {When(campaign)}")
        : EachKind.Select(write => write.Count(letter => letter == ' ') == 2 ? write : $"{write} {When(campaign)}");

    private static string When(Campaign campaign) => campaign.Random.Next(2) == 0 ? "before" : "after";

    private static async Task TellAsync(Campaign campaign, CrashSite site, Story story, KilledLives lives)
    {
        (string Message, Func<Task> Push)[] commits =
        [
            ("create", () => story.BeginAsync()),
            ("scale", () => story.ScaleAsync(4)),
            ("config", () => story.ConfigureAsync(72)),
            ("upgrade", () => story.UpgradeAsync("4.3.1")),
            ("partitions", () => story.AddPartitionsAsync(story.OrdersTopic, 3)),
            ("retention", () => story.RetainAsync(story.PaymentsTopic, 3_600_000)),
            ("delete topic", () => story.DeleteTopicAsync(story.PaymentsTopic)),
        ];
        foreach (var commit in commits)
            await CommitAsync(campaign, site, story, lives, commit.Message, commit.Push);
        for (var extra = 0; !lives.IsOver && extra < 100; extra++)
        {
            var (message, push) = Any(campaign, story, extra);
            await CommitAsync(campaign, site, story, lives, message, push);
        }
    }

    private static (string Message, Func<Task> Push) Any(Campaign campaign, Story story, int number) => campaign.Random.Next(10) switch
    {
        0 => ("scale", () => story.ScaleAsync(story.Brokers == 4 ? 3 : 4)),
        < 5 => ("config", () => story.ConfigureAsync(200 + number)),
        5 => ("retention", () => story.RetainAsync(story.OrdersTopic, 1_000_000 + number)),
        6 => ("partitions", () => story.AddPartitionsAsync(story.OrdersTopic, 1)),
        7 when story.Topics.Count > 1 => ("delete topic", () => story.DeleteTopicAsync(story.Topics.First(topic => topic != story.OrdersTopic))),
        _ => ("create topic", () => story.CreateTopicAsync($"worker-kills.extra-{number}")),
    };

    private static async Task CommitAsync(Campaign campaign, CrashSite site, Story story, KilledLives lives, string message, Func<Task> push)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), lives.Deaths.Count);
        await push();
        await site.ConvergeAsync(() => lives.Failure is { } failure ? throw failure : story.WhyNotToldAsync(), Patience);
        await story.AssertWrittenOnceAsync();
        var deaths = lives.Deaths.Skip(before).ToList();
        campaign.Row(message, deaths.Count, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, (await site.Trail.RecordsAsync()).Count, string.Join("; ", deaths.Select(death => death.Where)));
    }
}
