using System.Diagnostics;
using System.Globalization;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using k8s;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

[Collection(RealPlatformCollection.Name)]
public sealed class VolumeTests(RealPlatform platform, ITestOutputHelper output)
{
    private const string Namespace = "books";

    private const string Broker = "library-brokers-0";

    private readonly Pods _nodes = platform.WhySkipped is null ? new Pods(platform.Kubernetes, platform.Cluster.Kubectl, Namespace) : null!;

    [SkippableFact]
    public async Task Volumes_grow_from_Git_while_the_nodes_run_on()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        await platform.PushAsync("library.yaml", Manifests.Library("1Gi"));
        await platform.UntilConditionAsync("kafkacluster/library", "True", TimeSpan.FromMinutes(4), Namespace);
        await KafkaAsync("entry 1\nentry 2\n", "kafka-console-producer.sh", "--request-required-acks", "all");
        var (pods, sets) = (await _nodes.UidsAsync(), await SetsAsync());
        Assert.Equal(["data-0-library-brokers-0: 1Gi of 1Gi", "data-0-library-controllers-0: 1Gi of 1Gi"], await ClaimsAsync());

        var begun = Stopwatch.GetTimestamp();
        await platform.PushAsync("library.yaml", Manifests.Library("2Gi"));
        await Eventually.TrueAsync(async () => !(await SetsAsync()).Intersect(sets).Any(), "both StatefulSets to be made anew", TimeSpan.FromMinutes(2));
        await platform.UntilConditionAsync("kafkacluster/library", "True", TimeSpan.FromMinutes(4), Namespace);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two volumes have grown {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s after the push"));
        Assert.Equal(["data-0-library-brokers-0: 2Gi of 2Gi", "data-0-library-controllers-0: 2Gi of 2Gi"], await ClaimsAsync());
        Assert.Equal(pods, await _nodes.UidsAsync());
        Assert.Equal(0, await _nodes.RestartsAsync(Broker) + await _nodes.RestartsAsync("library-controllers-0"));
        Assert.Equal("entry 1\nentry 2", (await KafkaAsync(null, "kafka-console-consumer.sh", "--from-beginning", "--max-messages", "2", "--timeout-ms", "30000")).Trim());
        await AssertTornDownAsync();
    }

    /// <summary>Deletes the cluster by commit: its controller runs on until its broker has ended, and of its claims that of the controller is retained.</summary>
    private async Task AssertTornDownAsync()
    {
        // An emptied repository is taken for a mistake: where no other test has written to it, this stays. The cluster that it is for does not exist.
        await platform.PushAsync("catalogue.yaml", Manifests.Catalogue);
        var begun = Stopwatch.GetTimestamp();
        await platform.RemoveAsync("library.yaml");
        var (brokers, all) = (TimeSpan.Zero, TimeSpan.Zero);
        await Eventually.TrueAsync(async () =>
        {
            var pods = (await platform.Kubernetes.CoreV1.ListNamespacedPodAsync(Namespace)).Items;
            var hasBroker = pods.Any(pod => pod.Metadata.Name == Broker);
            if (hasBroker)
                Assert.DoesNotContain(pods, pod => pod.Metadata.Name != Broker && pod.Metadata.DeletionTimestamp is not null);
            else if (brokers == TimeSpan.Zero)
                brokers = Stopwatch.GetElapsedTime(begun);
            all = Stopwatch.GetElapsedTime(begun);
            return pods.Count == 0;
        }, "the nodes of library to end", TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(
            async () => (await platform.Cluster.Kubectl.GetAsync(default, "get", "kafkacluster,statefulset,pod,service,configmap,serviceaccount,networkpolicy,poddisruptionbudget,secret,persistentvolumeclaim", "--namespace", Namespace, "--selector", "gitopskafka.io/cluster=library", "--output", "name")).Trim() == "persistentvolumeclaim/data-0-library-controllers-0",
            "nothing of library to be left but the claim that is retained", TimeSpan.FromMinutes(1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"deleted by commit: the broker had ended after {brokers.TotalSeconds:0.0} s, the controller after {all.TotalSeconds:0.0} s, all was gone after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));
        await platform.RemoveAsync("catalogue.yaml");
    }

    private async Task<IEnumerable<string>> ClaimsAsync() =>
        from claim in (await platform.Kubernetes.CoreV1.ListNamespacedPersistentVolumeClaimAsync(Namespace)).Items
        orderby claim.Metadata.Name
        select $"{claim.Metadata.Name}: {claim.Status.Capacity["storage"]} of {claim.Spec.Resources.Requests["storage"]}";

    private async Task<IReadOnlyList<string>> SetsAsync() =>
        [.. (await platform.Kubernetes.AppsV1.ListNamespacedStatefulSetAsync(Namespace)).Items.Select(set => set.Metadata.Uid)];

    private Task<string> KafkaAsync(string? input, string tool, params string[] options) =>
        _nodes.ToolAsync(Broker, input, tool, ["--bootstrap-server", "library-bootstrap.books.svc:9092", "--topic", "entries", .. options]);
}
