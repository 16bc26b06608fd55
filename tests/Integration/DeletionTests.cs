using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>How clusters go: by commit, by hand, and not at all.</summary>
public abstract class DeletionTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    [SkippableFact]
    public Task Cluster_deleted_by_commit_leaves_nothing_but_retained_claims() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Files(("parcels/cluster.yaml", Cluster("parcels"))), "Create parcels");
        await UntilReadyAsync("KafkaCluster", "parcels");
        Assert.Contains("gitopskafka.io/teardown", (await LiveAsync(KeyOf("KafkaCluster", "parcels"))).FinalizersWithout("").Select(name => name!.GetValue<string>()));

        var sha = await Platform.PushAsync(Files(("parcels/cluster.yaml", null)), "Delete parcels");
        var request = await Platform.Events.WaitForAsync<PlatformEvent.ChangeRequested>(request => request.Cause.Commit.Sha == sha && request.Resource.Name == "parcels", "the delete");
        Assert.Equal(ChangeOperation.Delete, request.Operation);
        var applied = await Platform.Events.WaitForAsync<PlatformEvent.ChangeApplied>(applied => applied.ChangeId == request.ChangeId, "its outcome");

        Output.WriteLine($"{string.Join("; ", applied.Effects)} in {applied.DurationMs} ms");
        Assert.Null(await Platform.Api.GetAsync(KeyOf("KafkaCluster", "parcels"), default));
        Assert.Empty(await NamesAsync(ResourceType.StatefulSets, "parcels"));
        Assert.Empty(await NamesAsync(ResourceType.Pods, "parcels"));
        await ReasonsAsync("parcels", "DeletingBrokers", "DeletingControllers", "DeletingVolumes", "TornDown");
        await LeftAsync("parcels");
    });

    [SkippableTheory]
    [InlineData("background")]
    [InlineData("foreground")]
    public Task Cluster_deleted_by_hand_is_torn_down_told_and_made_anew(string cascade) => OnPlatformAsync(async () =>
    {
        var name = $"coupons-{cascade}";
        await Platform.PushAsync(Files(($"{name}/cluster.yaml", Cluster(name))), $"Create {name}");
        await UntilReadyAsync("KafkaCluster", name);
        for (var time = 1; time <= 2; time++)
        {
            var before = (await LiveAsync(KeyOf("KafkaCluster", name))).Uid;
            await Platform.Kubectl.GetAsync(default, "-n", "streaming", "delete", "kafkacluster", name, $"--cascade={cascade}", "--timeout=60s");
            await Eventually.TrueAsync(async () => await Platform.Api.GetAsync(KeyOf("KafkaCluster", name), default) is { } live && live.Uid != before && IsReady(live), $"{name} to be made anew, time {time}", TimeSpan.FromSeconds(90));
        }

        var told = await Platform.Events.WaitForAsync<PlatformEvent.DriftDetected>(drift => drift.Resource.Name == name && drift.Deltas.Any(delta => delta.Path == "metadata.deletionTimestamp"), "the deletion to be told");
        Output.WriteLine($"{told.Resource}: {string.Join("; ", told.Deltas)}");
        await ReasonsAsync(name, "DeletingBrokers", "DeletingControllers", "TornDown");
    });

    [SkippableFact]
    public Task Topic_tells_that_its_cluster_is_gone_and_is_ready_again_with_it() => OnPlatformAsync(async () =>
    {
        var cluster = Cluster("loans").Replace("namespace: streaming}", "namespace: streaming, annotations: {gitopskafka.io/cascade: \"true\"}}", StringComparison.Ordinal);
        var topic = Manifests.Topic("loans.v1").Replace("name: orders", "name: loans", StringComparison.Ordinal);
        await Platform.PushAsync(Files(("loans/cluster.yaml", cluster), ("loans/topic.yaml", topic)), "Create loans");
        await UntilReadyAsync("KafkaTopic", "loans.v1");

        await Platform.Kubectl.GetAsync(default, "-n", "streaming", "delete", "kafkacluster", "loans", "--wait=false");

        var told = await Eventually.GetAsync(async () => Told(await LiveAsync(KeyOf("KafkaTopic", "loans.v1"))), "the topic to tell of its cluster", TimeSpan.FromSeconds(30));
        Output.WriteLine(told);
        Assert.Contains("KafkaCluster/streaming/loans", told);
        await UntilReadyAsync("KafkaCluster", "loans");
        await UntilReadyAsync("KafkaTopic", "loans.v1");
    });

    [SkippableFact]
    public Task Protected_cluster_is_refused_by_the_webhook_and_held_past_it() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Files(("vault/cluster.yaml", Cluster("vault", "deletionProtection: true"))), "Create vault");
        await UntilReadyAsync("KafkaCluster", "vault");

        var refused = await Platform.Kubectl.RunAsync(default, "-n", "streaming", "delete", "kafkacluster", "vault");
        Output.WriteLine(refused.Error);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("[GEN-07]", refused.Error);
        Assert.False((await LiveAsync(KeyOf("KafkaCluster", "vault"))).IsTerminating);

        var pods = await NamesAsync(ResourceType.Pods, "vault");
        await PastTheWebhookAsync("vault");
        await Eventually.TrueAsync(async () => Condition(await LiveAsync(KeyOf("KafkaCluster", "vault")), "Stalled") == "True", "the deletion to be held");
        Assert.Equal(pods, await NamesAsync(ResourceType.Pods, "vault"));
        await ReasonsAsync("vault", "DeletionProtected");

        await Platform.Kubectl.GetAsync(default, "-n", "streaming", "patch", "kafkacluster", "vault", "--type=merge", "-p", """{"spec":{"deletionProtection":false}}""");
        var before = (await LiveAsync(KeyOf("KafkaCluster", "vault"))).Uid;
        await Eventually.TrueAsync(async () => await Platform.Api.GetAsync(KeyOf("KafkaCluster", "vault"), default) is var live && live?.Uid != before, "vault to go", TimeSpan.FromSeconds(60));
    });

    /// <summary>The message of a topic that is not ready for want of its cluster; null otherwise.</summary>
    private static string? Told(KubeObject topic) => ResourceJson.Read<KafkaTopic>(topic.Json).Status?.Conditions
        .Where(condition => condition is { Type: "Ready", Status: "False", Reason: "ClusterNotFound" }).Select(condition => condition.Message).FirstOrDefault();

    /// <summary>A delete that no webhook judges, as when it is not installed: until that is in force the webhook refuses it.</summary>
    private async Task PastTheWebhookAsync(string name)
    {
        const string Except = """[{"op":"add","path":"/webhooks/0/objectSelector","value":{"matchExpressions":[{"key":"past-the-webhook","operator":"DoesNotExist"}]}}]""";
        await Platform.Kubectl.GetAsync(default, "patch", "validatingwebhookconfiguration", "gitopskafka", "--type=json", "-p", Except);
        await Platform.Kubectl.GetAsync(default, "-n", "streaming", "label", "kafkacluster", name, "past-the-webhook=true");
        await Eventually.TrueAsync(async () => (await Platform.Kubectl.RunAsync(default, "-n", "streaming", "delete", "kafkacluster", name, "--wait=false")).ExitCode == 0, "a delete past the webhook");
    }

    /// <summary>The garbage collector takes a moment for what goes by owner.</summary>
    private async Task LeftAsync(string name)
    {
        foreach (var type in new[] { ResourceType.Services, ResourceType.ConfigMaps, ResourceType.ServiceAccounts, ResourceType.NetworkPolicies, ResourceType.PodDisruptionBudgets, ResourceType.Secrets })
            await Eventually.TrueAsync(async () => (await NamesAsync(type, name)).Count == 0, $"{type} of {name} to go");
        Assert.Equal([$"data-0-{name}-controllers-0", $"data-0-{name}-controllers-1", $"data-0-{name}-controllers-2"], await NamesAsync(ResourceType.PersistentVolumeClaims, name));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(ResourceType type, string cluster) =>
        [.. (await Platform.Api.ListAsync(type, "streaming", $"{Marks.Cluster}={cluster}", default)).Items.Select(found => found.Key.Name).Order(StringComparer.Ordinal)];

    private async Task ReasonsAsync(string name, params string[] reasons)
    {
        var events = await Platform.Kubectl.GetAsync(default, "-n", "streaming", "get", "events", "--field-selector", $"involvedObject.name={name}", "-o", "custom-columns=R:.reason,T:.type,M:.message");
        Output.WriteLine(events);
        Assert.All(reasons, reason => Assert.Contains(reason, events));
    }

    private static string Cluster(string name, string more = "rolling: {deadlinePerNode: 5m}") => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: {{{name}}}, namespace: streaming}
        spec:
          version: 4.2.1
          controllers: {replicas: 3, storage: {volumes: [{id: 0, size: 1Gi}]}}
          brokers: {replicas: 3, storage: {volumes: [{id: 0, size: 1Gi}], reclaimPolicy: Delete}}
          {{{more}}}

        """;
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerDeletionTests(OldServerPlatform platform, ITestOutputHelper output) : DeletionTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerDeletionTests(ModernServerPlatform platform, ITestOutputHelper output) : DeletionTests(platform, output);
