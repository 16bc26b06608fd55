using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>Resources that are applied with kubectl and stand in no repository.</summary>
public abstract class HandAppliedTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private const string Name = "depot";
    private const string TopicName = "depot.v1";

    [SkippableFact]
    public Task Resources_applied_with_kubectl_are_carried_out_looked_after_and_handed_over_to_Git() => OnPlatformAsync(async () =>
    {
        (await Platform.Kubectl.ApplyAsync(Manifests.Cluster(Name) + "---\n" + Topic("7200000"), default)).MustSucceed();
        await UntilReadyAsync("KafkaCluster", Name);
        await UntilReadyAsync("KafkaTopic", TopicName);
        Assert.Equal("7200000", (await InKafkaAsync())!.Config["retention.ms"]);
        var created = Request("KafkaCluster", Name, ChangeOperation.Create);
        Assert.Equal(("kubectl", true), (created.Cause.Kind, created.Cause.IsHandApplied));
        Assert.Equal(["kubectl"], created.Cause.Managers.AsEnumerable());

        await ChangedAsync("KafkaTopic", TopicName, "spec.config[retention.ms]: \"7200000\" → \"3600000\"", () => Platform.Kubectl.ApplyAsync(Topic("3600000"), default));
        Assert.Equal("3600000", (await InKafkaAsync())!.Config["retention.ms"]);
        await ChangedAsync("KafkaCluster", Name, "spec.brokers.replicas: 3 → 4", () => Platform.Kubectl.RunAsync(default, "-n", "streaming", "scale", "kafkacluster", Name, "--replicas=4"));
        Assert.Equal(4, (await LiveAsync(KeyOf(ResourceType.StatefulSets, $"{Name}-brokers"))).At("spec", "replicas")?.GetInt32());

        await RestoredAsync();
        await HandedOverAsync();
        await DeletedAsync();
    });

    private static string Topic(string retention) => Manifests.Topic(TopicName, 3, $"retention.ms: \"{retention}\"").Replace("clusterRef: {name: orders}", $"clusterRef: {{name: {Name}}}", StringComparison.Ordinal);

    /// <summary>Waits until what a hand does was carried out, and was told with what it was before.</summary>
    private async Task ChangedAsync(string kind, string name, string delta, Func<Task<ToolRun>> hand)
    {
        var seen = Platform.Events.All.Count;
        (await hand()).MustSucceed();

        var request = await Eventually.GetAsync(
            () => Task.FromResult(Since(seen).OfType<PlatformEvent.ChangeRequested>().FirstOrDefault(request => request.Resource == ResourceKey.Of(kind, "streaming", name))), $"the change of {name}", TimeSpan.FromSeconds(60));
        Assert.Equal([delta], request.Deltas.Select(change => change.ToString()));
        await AppliedAsync(seen, request.ChangeId);
        await UntilReadyAsync(kind, name);
        Output.WriteLine($"{kind} by {string.Join(", ", request.Cause.Managers)}: {delta}");
    }

    /// <summary>What is made from the cluster is drift when others change it.</summary>
    private async Task RestoredAsync()
    {
        var seen = Platform.Events.All.Count;
        var service = KeyOf(ResourceType.Services, $"{Name}-bootstrap");
        await Platform.Api.DeleteAsync(service, (await LiveAsync(service)).Uid, default);

        var drift = await Eventually.GetAsync(
            () => Task.FromResult(Since(seen).OfType<PlatformEvent.DriftDetected>().FirstOrDefault(drift => drift.Resource.Name == Name)), "the drift", TimeSpan.FromSeconds(60));
        await AppliedAsync(seen, drift.ChangeId);
        Assert.NotNull(await Platform.Api.GetAsync(service, default));
    }

    /// <summary>Git names the topic from now on; then it no longer does. Another one stays: a repository without any is taken for a mistake.</summary>
    private async Task HandedOverAsync()
    {
        await Platform.PushAsync(Files(("depot/topic.yaml", Topic("3600000")), ("depot/kept.yaml", Topic("3600000").Replace(TopicName, "depot.kept", StringComparison.Ordinal))), "Take over the topic");
        await Eventually.TrueAsync(async () => (await LiveAsync(KeyOf("KafkaTopic", TopicName))).Label(Marks.Source) is not null, "the topic to be of the repository", TimeSpan.FromSeconds(60));

        await Platform.PushAsync(Files(("depot/topic.yaml", null)), "Drop the topic");
        await Eventually.TrueAsync(async () => await InKafkaAsync() is null && await Platform.Api.GetAsync(KeyOf("KafkaTopic", TopicName), default) is null, "the topic to be gone", TimeSpan.FromSeconds(60));
    }

    private async Task DeletedAsync()
    {
        Assert.True((await LiveAsync(KeyOf("KafkaCluster", Name))).HasFinalizer(Marks.TeardownFinalizer));
        var seen = Platform.Events.All.Count;
        (await Platform.Kubectl.RunAsync(default, "-n", "streaming", "delete", "kafkacluster", Name, "--wait=false")).MustSucceed();

        await Eventually.TrueAsync(async () => await Platform.Api.GetAsync(KeyOf("KafkaCluster", Name), default) is null, "the cluster to be gone", TimeSpan.FromSeconds(90));
        var told = await Eventually.GetAsync(() => Task.FromResult(Since(seen).OfType<PlatformEvent.ChangeRequested>().FirstOrDefault(request => request.Resource.Name == Name)), "the deletion on the trail");
        Assert.Equal((ChangeOperation.Delete, "kubectl"), (told.Operation, told.Cause.Kind));
        Assert.Empty((await Platform.Api.ListAsync(ResourceType.StatefulSets, "streaming", $"{Marks.Cluster}={Name}", default)).Items);
    }

    private async Task AppliedAsync(int seen, string changeId) => await Eventually.GetAsync(
        () => Task.FromResult(Since(seen).OfType<PlatformEvent.ChangeApplied>().FirstOrDefault(applied => applied.ChangeId == changeId)), $"{changeId} to be applied", TimeSpan.FromSeconds(90));

    private PlatformEvent.ChangeRequested Request(string kind, string name, ChangeOperation operation) => Since(0).OfType<PlatformEvent.ChangeRequested>()
        .First(request => request.Resource == ResourceKey.Of(kind, "streaming", name) && request.Operation == operation);

    private IEnumerable<PlatformEvent> Since(int seen) => Platform.Events.All.Skip(seen).Select(arrival => arrival.Envelope.Data);

    private async Task<GitOpsKafka.Platform.Observation.TopicView?> InKafkaAsync() => (await Platform.Admin.DescribeTopicsAsync([TopicName], default)).GetValueOrDefault(TopicName);
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerHandAppliedTests(OldServerPlatform platform, ITestOutputHelper output) : HandAppliedTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerHandAppliedTests(ModernServerPlatform platform, ITestOutputHelper output) : HandAppliedTests(platform, output);
