using System.Text.Json;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What people change past Git is told and undone.</summary>
public abstract class DriftTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    [SkippableFact]
    public Task Changes_by_hand_are_told_and_undone() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Files(("inventory/cluster.yaml", Manifests.Cluster("inventory")), ("inventory/topic.yaml", Topic)), "Create inventory");
        await UntilReadyAsync("KafkaCluster", "inventory");
        await UntilReadyAsync("KafkaTopic", "inventory.v1");

        await UndoneAsync(KeyOf("KafkaCluster", "inventory"), "spec.brokers.replicas", "kubectl", "patch", "kafkacluster", "inventory", "--type=merge", "-p", """{"spec":{"brokers":{"replicas":5}}}""");
        await UndoneAsync(KeyOf("KafkaCluster", "inventory"), "spec.config", "kubectl", "edit", "kafkacluster", "inventory");
        await UndoneAsync(KeyOf("KafkaCluster", "inventory"), "spec.brokers.replicas", "", "scale", "kafkacluster", "inventory", "--replicas=4");
        await UndoneAsync(KeyOf(ResourceType.StatefulSets, "inventory-brokers"), "spec.replicas", "", "scale", "statefulset", "inventory-brokers", "--replicas=4");
        await UndoneAsync(KeyOf(ResourceType.StatefulSets, "inventory-controllers"), "spec.replicas", "kubectl", "patch", "statefulset", "inventory-controllers", "--type=merge", "-p", """{"spec":{"replicas":2}}""");
        await UndoneAsync(KeyOf(ResourceType.Services, "inventory-bootstrap"), "spec.selector", "kubectl", "patch", "service", "inventory-bootstrap", "--type=merge", "-p", """{"spec":{"selector":{"gitopskafka.io/cluster":"orders"}}}""");
        await UndoneAsync(KeyOf(ResourceType.ConfigMaps, await ConfigMapAsync()), "data", "kubectl", "patch", "configmap", await ConfigMapAsync(), "--type=merge", "-p", """{"data":{"server.properties":"node.id=7\n"}}""");
        await UndoneAsync(KeyOf("KafkaTopic", "inventory.v1"), "spec.partitions", "kubectl", "patch", "kafkatopic", "inventory.v1", "--type=merge", "-p", """{"spec":{"partitions":9}}""");
        await UndoneAsync(KeyOf("KafkaTopic", "inventory.v1"), "spec.config[retention.ms]", "kubectl", "patch", "kafkatopic", "inventory.v1", "--type=merge", "-p", """{"spec":{"config":{"retention.ms":"3600000"}}}""");

        await DeletedAsync(KeyOf("KafkaTopic", "inventory.v1"));
        Assert.Equal(6, (await TopicAsync()).Partitions.Length);
    });

    /// <summary>What the first test does not touch; with it, each kind that the renderer gives.</summary>
    [SkippableFact]
    public Task Objects_changed_or_deleted_by_hand_are_told_and_undone() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Files(("market/cluster.yaml", Manifests.Cluster("market") + Ingress)), "Create market");
        await UntilReadyAsync("KafkaCluster", "market");

        await PatchedAsync(ResourceType.ServiceAccounts, "market", "automountServiceAccountToken", """{"automountServiceAccountToken":true}""");
        await PatchedAsync(ResourceType.PodDisruptionBudgets, "market-brokers", "spec.maxUnavailable", """{"spec":{"maxUnavailable":3}}""");
        await PatchedAsync(ResourceType.NetworkPolicies, "market-controllers", "spec.ingress", """{"spec":{"ingress":[{}]}}""");
        await PatchedAsync(ResourceType.Ingresses, "market-outside-0", "spec.rules", """{"spec":{"rules":[{"host":"elsewhere.example.com"}]}}""");
        foreach (var type in ClusterRenderer.Types)
            await DeletedAsync(type);
        await DeletedAsync(ResourceType.Services);
    });

    [SkippableFact]
    public Task Setting_changed_in_Kafka_is_told_and_undone() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Files(("inventory/cluster.yaml", Manifests.Cluster("inventory")), ("inventory/topic.yaml", Topic)), "Create inventory");
        await UntilReadyAsync("KafkaTopic", "inventory.v1");

        await Platform.Admin.AlterTopicConfigAsync("inventory.v1", new Dictionary<string, string?> { ["retention.ms"] = "1000", ["max.message.bytes"] = "2000000" }, default);

        var drift = await Platform.Events.WaitForAsync<PlatformEvent.DriftDetected>(
            drift => drift.Resource.Name == "inventory.v1" && drift.Deltas.Any(delta => delta.Path == "kafka.config[retention.ms]"), "drift in Kafka");
        Show(drift);
        Assert.Contains(drift.Deltas, delta => delta.Path == "kafka.config[max.message.bytes]" && delta.Before?.GetString() == "2000000" && delta.After is null or { ValueKind: JsonValueKind.Null });
        await Eventually.TrueAsync(async () => (await TopicAsync()).Config is var config && config["retention.ms"] == "7200000" && !config.ContainsKey("max.message.bytes"), "the settings to be restored");

        await Platform.Admin.DeleteTopicAsync("inventory.v1", default);

        var deleted = await Platform.Events.WaitForAsync<PlatformEvent.DriftDetected>(
            drift => drift.Resource.Name == "inventory.v1" && drift.Deltas.Any(delta => delta.Path == "kafka.topic"), "the deletion in Kafka");
        Show(deleted);
        await Eventually.TrueAsync(async () => (await Platform.Admin.DescribeTopicsAsync(["inventory.v1"], default)).GetValueOrDefault("inventory.v1")?.Partitions.Length == 6, "the topic to be made anew", TimeSpan.FromSeconds(60));
    });

    private static string Topic { get; } = Manifests.Topic("inventory.v1", config: "retention.ms: 7200000").Replace("name: orders", "name: inventory", StringComparison.Ordinal);

    private const string Ingress = """
          listeners:
            - name: outside
              port: 9095
              type: ingress
              tls: true
              external: {bootstrapHost: kafka.example.com, brokerHost: "kafka-{id}.example.com"}

        """;

    private Task PatchedAsync(ResourceType type, string name, string path, string patch) =>
        UndoneAsync(KeyOf(type, name), path, "kubectl", "patch", $"{type}", name, "--type=merge", "-p", patch);

    /// <summary>One object of the type is deleted; it is made anew.</summary>
    private async Task DeletedAsync(ResourceType type)
    {
        await DeletedAsync((await Platform.Api.ListAsync(type, "streaming", "gitopskafka.io/cluster=market", default)).Items[0].Key);
        await UntilReadyAsync("KafkaCluster", "market");
    }

    private async Task DeletedAsync(ObjectKey key)
    {
        var victim = await LiveAsync(key);
        var seen = Platform.Events.All.Count;

        await Platform.Api.DeleteAsync(key, victim.Uid, default);

        await Eventually.TrueAsync(async () => await Platform.Api.GetAsync(key, default) is { } live && live.Uid != victim.Uid, $"{key} to be made anew", TimeSpan.FromSeconds(60));
        await DriftAsync(seen, $"{key}");
    }

    /// <summary>Waits until the drift was told, and that it was undone.</summary>
    private async Task<PlatformEvent.DriftDetected> DriftAsync(int seen, string path)
    {
        var drift = await EventAsync<PlatformEvent.DriftDetected>(seen, drift => drift.Deltas.Any(delta => delta.Path.Contains(path, StringComparison.Ordinal)), $"drift.detected for {path}");
        Show(drift);
        await EventAsync<PlatformEvent.ChangeApplied>(seen, applied => applied.ChangeId == drift.ChangeId, $"change.applied for {path}");
        return drift;
    }

    private Task<T> EventAsync<T>(int seen, Func<T, bool> isWanted, string what)
        where T : PlatformEvent =>
        Eventually.GetAsync(() => Task.FromResult(Platform.Events.All.Skip(seen).Select(arrival => arrival.Envelope.Data).OfType<T>().FirstOrDefault(isWanted)), what, TimeSpan.FromSeconds(60));

    private async Task UndoneAsync(ObjectKey key, string path, string manager, params string[] kubectl)
    {
        var before = await LiveAsync(key);
        var seen = Platform.Events.All.Count;
        var run = await ToolRun.StartAsync(Parts.Current.Kubectl!, [$"--kubeconfig={Platform.Kubeconfig}", "-n", "streaming", .. kubectl], default,
            new Dictionary<string, string?> { ["KUBE_EDITOR"] = "sed -i s/min.insync.replicas:.*2.*/min.insync.replicas:\\ \"1\"/" });
        run.MustSucceed();

        var drift = await DriftAsync(seen, path);
        Assert.True(manager.Length == 0 || drift.Managers.Any(name => name.StartsWith(manager, StringComparison.Ordinal)), $"{path}: managers are {string.Join(", ", drift.Managers)}");
        await Eventually.TrueAsync(async () => Wish(await LiveAsync(key)) == Wish(before), $"{key} to be restored", TimeSpan.FromSeconds(60));
        await UntilReadyAsync("KafkaCluster", drift.Resource.Kind == KafkaTopic.KindName ? "inventory" : drift.Resource.Name);
    }

    private static string Wish(KubeObject live) => (live.At("spec") ?? live.At("data") ?? live.At("automountServiceAccountToken"))!.Value.GetRawText();

    private async Task<string> ConfigMapAsync() => (await Platform.Kubectl.GetAsync(default, "-n", "streaming", "get", "configmap", "-o", "name", "-l", "gitopskafka.io/cluster=inventory,gitopskafka.io/role=broker")).Split('/')[1];

    private async Task<TopicView> TopicAsync() => (await Platform.Admin.DescribeTopicsAsync(["inventory.v1"], default))["inventory.v1"];

    private void Show(PlatformEvent.DriftDetected drift) =>
        Output.WriteLine($"{drift.Resource.Kind,-13} by {string.Join(", ", drift.Managers),-28} {string.Join("; ", drift.Deltas.Select(delta => delta.ToString() is { Length: > 90 } text ? text[..90] + "…" : delta.ToString()))}");
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerDriftTests(OldServerPlatform platform, ITestOutputHelper output) : DriftTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerDriftTests(ModernServerPlatform platform, ITestOutputHelper output) : DriftTests(platform, output);
