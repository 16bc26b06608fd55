using System.Text.Json;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>The life of a cluster and of topics: everything by commits.</summary>
public abstract class ChangeTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    [SkippableFact]
    public Task Cluster_grows_is_configured_and_upgraded_by_commits() => OnPlatformAsync(async () =>
    {
        await using var history = StatusHistory.Follow(Platform, KeyOf("KafkaCluster", "payments"));
        await PushedAsync(history, Manifests.Cluster("payments"), "Create payments");

        await PushedAsync(history, Manifests.Cluster("payments", brokers: 5), "Scale payments to five brokers");
        Assert.Equal(5, Spec(await LiveAsync(KeyOf(ResourceType.StatefulSets, "payments-brokers")), "replicas").GetInt32());
        Assert.Equal(5, (await LiveAsync(KeyOf("KafkaCluster", "payments"))).At("status", "readyBrokers")?.GetInt32());

        var pods = await UidsAsync();
        var change = await PushedAsync(history, Manifests.Cluster("payments", brokers: 5, config: "default.replication.factor: 3, min.insync.replicas: 2, log.retention.hours: 72"), "Keep records for three days");
        await RolledAsync(change, pods, "spec.config");

        pods = await UidsAsync();
        change = await PushedAsync(history, Manifests.Cluster("payments", brokers: 5, version: "4.3.1", config: "default.replication.factor: 3, min.insync.replicas: 2, log.retention.hours: 72"), "Upgrade payments to 4.3.1");
        Assert.Contains(change.Effects, effect => effect.Kind == "upgradeVersion");
        await RolledAsync(change, pods, "version 4.2.1 → 4.3.1");
        Assert.Equal("4.3.1", (await LiveAsync(KeyOf("KafkaCluster", "payments"))).At("status", "version")?.GetString());

        history.Show(Output);
        Assert.Empty(history.Contradictions);
        await EventsOfAsync("payments", "ChangeStarted", "Progressing", "ChangeApplied");
    });

    [SkippableFact]
    public Task Topic_grows_is_protected_and_goes_by_commits() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Files(("ledger/cluster.yaml", Manifests.Cluster("ledger")), ("ledger/topic.yaml", Topic(3))), "Create ledger");
        await UntilReadyAsync("KafkaTopic", "ledger.entries");

        await Platform.PushAsync(Files(("ledger/topic.yaml", Topic(6, "retention.ms: 60000"))), "More partitions, less retention");
        await Eventually.TrueAsync(async () => await InKafkaAsync() is { Partitions.Length: 6 } topic && topic.Config.GetValueOrDefault("retention.ms") == "60000", "6 partitions in Kafka");
        await UntilReadyAsync("KafkaTopic", "ledger.entries");

        var sha = await Platform.PushAsync(Files(("ledger/topic.yaml", Topic(2, "retention.ms: 60000"))), "Fewer partitions");
        await BlockedAsync(sha, "PartitionsCannotDecrease");
        Assert.Equal(6, (await InKafkaAsync())?.Partitions.Length);

        await Platform.PushAsync(Files(("ledger/topic.yaml", Topic(6, "retention.ms: 60000", isProtected: true))), "Protect the ledger");
        await Eventually.TrueAsync(async () => (await LiveAsync(KeyOf("KafkaTopic", "ledger.entries"))).At("spec", "deletionProtection")?.ValueKind == JsonValueKind.True, "the protection");
        await UntilReadyAsync("KafkaTopic", "ledger.entries");
        sha = await Platform.PushAsync(Files(("ledger/topic.yaml", null)), "Delete the ledger");
        await BlockedAsync(sha, "DeletionProtected");
        Assert.NotNull(await InKafkaAsync());

        await Platform.PushAsync(Files(("ledger/topic.yaml", Topic(6, "retention.ms: 60000"))), "Unprotect the ledger");
        await Eventually.TrueAsync(async () => (await LiveAsync(KeyOf("KafkaTopic", "ledger.entries"))).At("spec", "deletionProtection")?.ValueKind != JsonValueKind.True, "the end of the protection");
        await UntilReadyAsync("KafkaTopic", "ledger.entries");
        await EventsOfAsync("ledger.entries", "ChangeStarted", "ChangeApplied");
        sha = await Platform.PushAsync(Files(("ledger/topic.yaml", null)), "Delete the ledger for good");
        await Eventually.TrueAsync(async () => await Platform.Api.GetAsync(KeyOf("KafkaTopic", "ledger.entries"), default) is null, "the KafkaTopic to go", TimeSpan.FromSeconds(60));
        Assert.Null(await InKafkaAsync());
        var request = await Platform.Events.WaitForAsync<PlatformEvent.ChangeRequested>(request => request.Cause.Commit.Sha == sha && request.Resource.Name == "ledger.entries", "the delete");
        Assert.Equal(ChangeOperation.Delete, request.Operation);
        await Platform.Events.WaitForAsync<PlatformEvent.ChangeApplied>(applied => applied.ChangeId == request.ChangeId, "its outcome");
    });

    /// <summary>Pushes, waits until the change has ended well and the cluster is Ready.</summary>
    private async Task<PlatformEvent.ChangeRequested> PushedAsync(StatusHistory history, string manifest, string message)
    {
        history.Mark(message);
        var sha = await Platform.PushAsync(Files(("payments/cluster.yaml", manifest)), message);
        var request = await Platform.Events.WaitForAsync<PlatformEvent.ChangeRequested>(request => request.Cause.Commit.Sha == sha && request.Resource.Name == "payments", $"the request of \"{message}\"");
        await Platform.Events.WaitForAsync<PlatformEvent.ChangeApplied>(applied => applied.ChangeId == request.ChangeId, $"the outcome of \"{message}\"", TimeSpan.FromSeconds(120));
        await UntilReadyAsync("KafkaCluster", "payments");
        Output.WriteLine($"{message}: {string.Join("; ", request.Effects.Select(effect => effect.Summary))}");
        return request;
    }

    /// <summary>Every pod was replaced once, one after the other, controllers first, for the reason given.</summary>
    private async Task RolledAsync(PlatformEvent.ChangeRequested change, Dictionary<string, string> before, string because)
    {
        var steps = Platform.Events.All.Select(arrival => arrival.Envelope.Data).OfType<PlatformEvent.ChangeProgressed>().Where(step => step.ChangeId == change.ChangeId).ToList();
        steps.ForEach(step => Output.WriteLine($"  {step.Step} ({step.Done} of {step.Total})"));
        Assert.All(steps, step => Assert.Contains(because, step.Step));
        string[] order = [.. Enumerable.Range(0, 3).Select(pod => $"payments-controllers-{pod}"), .. Enumerable.Range(0, 5).Select(pod => $"payments-brokers-{pod}")];
        Assert.Equal(order, steps.Select(step => step.Step.Split(' ')[1]));
        Assert.Equal(Enumerable.Range(1, 8), steps.Select(step => step.Done));
        Assert.Equal(8, steps[^1].Total);
        var after = await UidsAsync();
        Assert.All(before, pod => Assert.NotEqual(pod.Value, after[pod.Key]));
    }

    private async Task<Dictionary<string, string>> UidsAsync() =>
        (await Platform.Api.ListAsync(ResourceType.Pods, "streaming", "gitopskafka.io/cluster=payments", default)).Items.ToDictionary(pod => pod.Key.Name, pod => pod.Uid);

    private async Task BlockedAsync(string sha, string code)
    {
        var (found, why) = await Eventually.GetAsync(() => Task.FromResult(Refusal(sha)), $"{code} to block", TimeSpan.FromSeconds(60));
        Output.WriteLine($"{found}: {why}");
        // The webhook refuses the worker as it refuses anyone.
        Assert.True(found == code || why.Contains("[KT-08]", StringComparison.Ordinal), $"{found}: {why}");
    }

    /// <summary>By the reconciler, or, while it does not know what Kafka has, by the worker that asks.</summary>
    private Tuple<string, string>? Refusal(string sha)
    {
        var events = Platform.Events.All.Select(arrival => arrival.Envelope.Data).ToList();
        var requests = events.OfType<PlatformEvent.ChangeRequested>().Where(request => request.Cause.Commit.Sha == sha && request.Resource.Name == "ledger.entries").Select(request => request.ChangeId).ToHashSet();
        return events.Select(data => data switch
        {
            PlatformEvent.ChangeBlocked blocked when blocked.Cause.Commit.Sha == sha && blocked.Resource.Name == "ledger.entries" => Tuple.Create(blocked.Reason.Code, blocked.Reason.Explanation),
            PlatformEvent.ChangeFailed failed when requests.Contains(failed.ChangeId) => Tuple.Create(failed.Reason, failed.Message),
            _ => null,
        }).FirstOrDefault(refusal => refusal is not null);
    }

    private async Task<Platform.Observation.TopicView?> InKafkaAsync() => (await Platform.Admin.DescribeTopicsAsync(["ledger.entries"], default)).GetValueOrDefault("ledger.entries");

    private async Task EventsOfAsync(string name, params string[] reasons)
    {
        var events = await Platform.Kubectl.GetAsync(default, "-n", "streaming", "get", "events", "--field-selector", $"involvedObject.name={name}", "-o", "custom-columns=R:.reason,T:.type,M:.message");
        Output.WriteLine(events);
        Assert.All(reasons, reason => Assert.Contains(reason, events));
    }

    private static string Topic(int partitions, string config = "", bool isProtected = false) =>
        Manifests.Topic("ledger.entries", partitions, config).Replace("name: orders", "name: ledger", StringComparison.Ordinal)
        .Replace("  partitions:", $"  deletionProtection: {(isProtected ? "true" : "false")}\n  partitions:", StringComparison.Ordinal);
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerChangeTests(OldServerPlatform platform, ITestOutputHelper output) : ChangeTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerChangeTests(ModernServerPlatform platform, ITestOutputHelper output) : ChangeTests(platform, output);
