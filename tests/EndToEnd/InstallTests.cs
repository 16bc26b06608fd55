using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using k8s;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>The product from its own image, with the rights of <c>manifests/install</c> and no others.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class InstallTests(RealPlatform platform, ITestOutputHelper output)
{
    private const string Namespace = "trial";

    private const string Worker = "gitopskafka-worker-0";

    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private Pods Nodes => new(platform.Kubernetes, platform.Cluster.Kubectl, Namespace);

    [SkippableFact]
    public async Task Pods_do_the_work_with_the_rights_they_are_given_and_use_them()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        Skip.If(!platform.Cluster.IsOwn, $"nodes of {NodeCluster.KubeconfigVariable} do not have the image");
        (await platform.Cluster.Kubectl.ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {Namespace}}}\n", None)).MustSucceed();
        await platform.CommitAsync(new Dictionary<string, string?> { ["trial.yaml"] = Manifests.Trial("1Gi", Manifests.Ingress) }, "Write trial.yaml");
        var begun = Stopwatch.GetTimestamp();

        await platform.InPodsAsync(async installation =>
        {
            Tell("image made, installed and available", begun);
            await platform.UntilConditionAsync("kafkacluster/trial", "True", Patience, Namespace);
            await platform.UntilConditionAsync("kafkatopic/trial", "True", Patience, Namespace);
            Tell("KafkaCluster and its topic ready", begun);
            await RefusedAsync();
            await RestoredAsync();
            await CleanedAsync();
            Tell("a bad topic refused, drift restored", begun);
            await ChangedByTheNextWorkerAsync();
            Tell("volumes grown and a listener taken away by the worker after the one that was killed", begun);
            await DeletedAsync();
            Tell("cluster and topic deleted", begun);
            await AssertNothingWasForbiddenAsync(installation);
            await AssertRightsAsync(installation);
        });
        await platform.RemoveAsync("kept.yaml");
    }

    private void Tell(string what, long begun) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begun).TotalSeconds,6:0.0} s  {what}"));

    private async Task RefusedAsync()
    {
        var run = await platform.Cluster.Kubectl.ApplyAsync(Manifests.TrialTopic("wrong", "cleanup.policy: sometimes"), None);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("spec.config[cleanup.policy]: Unsupported value: \"sometimes\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("[KT-15]", run.Error, StringComparison.Ordinal);
    }

    private async Task RestoredAsync()
    {
        await KubectlAsync("patch", "kafkatopic", "trial", "--type=merge", "--patch", """{"spec":{"config":{"retention.ms":"1000"}}}""");
        await KubectlAsync("delete", "poddisruptionbudget", "trial-brokers");

        await Eventually.TrueAsync(async () => await KubectlAsync("get", "kafkatopic", "trial", "--output", "jsonpath={.spec.config.retention\\.ms}") == "86400000", "the topic to be as Git has it");
        await Eventually.TrueAsync(async () => await KubectlAsync("get", "poddisruptionbudget", "trial-brokers", "--ignore-not-found") != "", "the budget to be made anew");
    }

    /// <summary>Objects that say they are made from the cluster, as one of another version may have left them.</summary>
    private async Task CleanedAsync()
    {
        var uid = await KubectlAsync("get", "kafkacluster", "trial", "--output", "jsonpath={.metadata.uid}");
        var policy = (await platform.Cluster.Kubectl.GetAsync(None, "api-versions")).Split('\n').Contains("policy/v1") ? "policy/v1" : "policy/v1beta1";
        var left = new[] { ("v1", "ConfigMap", "data: {}"), ("v1", "ServiceAccount", "secrets: []"), ("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {matchLabels: {app: left}}}"), (policy, "PodDisruptionBudget", "spec: {minAvailable: 0, selector: {matchLabels: {app: left}}}") };
        (await platform.Cluster.Kubectl.ApplyAsync(string.Join("---\n", left.Select(kind => Manifests.Left(kind.Item1, kind.Item2, kind.Item3, uid))), None)).MustSucceed();

        await Eventually.TrueAsync(async () => await KubectlAsync("get", "configmap,serviceaccount,networkpolicy,poddisruptionbudget", "--selector", "left=yes", "--output", "name") == "", "what was left to go");
    }

    /// <summary>One commit that grows the volumes and takes a listener away, for which the broker restarts.</summary>
    private async Task ChangedByTheNextWorkerAsync()
    {
        var before = await Nodes.UidsAsync();
        var installed = new Pods(platform.Kubernetes, platform.Cluster.Kubectl, Installation.Namespace);
        await platform.Cluster.KillAsync(Worker, None);
        await platform.PushAsync("trial.yaml", Manifests.Trial("2Gi", ""));

        await Eventually.TrueAsync(
            async () => await KubectlAsync("get", "persistentvolumeclaims", "--output", "jsonpath={.items[*].status.capacity.storage}") == "2Gi 2Gi", "both volumes to grow", Patience);
        await Eventually.TrueAsync(async () => (await Nodes.UidsAsync()).GetValueOrDefault("trial-brokers-0", "") is var uid && uid != "" && uid != before["trial-brokers-0"], "the broker to restart", Patience);
        await platform.UntilConditionAsync("kafkacluster/trial", "True", Patience, Namespace);
        Assert.Equal(before["trial-controllers-0"], (await Nodes.UidsAsync())["trial-controllers-0"]);
        Assert.Equal(1, await installed.RestartsAsync(Worker));
    }

    /// <summary>Another manifest stays: a repository without any is taken for a mistake.</summary>
    private async Task DeletedAsync()
    {
        await platform.CommitAsync(new Dictionary<string, string?> { ["kept.yaml"] = Manifests.TrialTopic("kept", "retention.ms: 86400000") }, "Write kept.yaml");
        await platform.RemoveAsync("trial.yaml");

        await Eventually.TrueAsync(async () => await KubectlAsync("get", "kafkacluster/trial", "kafkatopic/trial", "--ignore-not-found", "--output", "name") == "", "cluster and topic to go", TimeSpan.FromMinutes(1));
    }

    private async Task AssertNothingWasForbiddenAsync(Installation installation)
    {
        var logs = (await installation.LogsAsync()).Split('\n');
        Assert.Contains(logs, line => line.Contains("Denied Create of KafkaTopic/trial/wrong by rules KT-15", StringComparison.Ordinal));
        Assert.DoesNotContain(logs, line => line.Contains("forbidden", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(platform.Cluster.Audit.Read(), entry => entry.Code is 401 or 403);
    }

    private async Task AssertRightsAsync(Installation installation)
    {
        // Watches are in the log when they end.
        await platform.Cluster.Kubectl.GetAsync(None, "scale", "statefulset/gitopskafka-reconciler", "--replicas=0", "--namespace", Installation.Namespace);
        await Eventually.TrueAsync(async () => (await platform.Cluster.Kubectl.GetAsync(None, "get", "pod/gitopskafka-reconciler-0", "--ignore-not-found", "--output", "name", "--namespace", Installation.Namespace)) == "", "the reconciler to end");
        var granted = Right.Granted(await platform.Cluster.Kubectl.GetAsync(None, "kustomize", installation.Overlay));
        var entries = platform.Cluster.Audit.Read();
        var used = entries.SelectMany(Right.Used).ToHashSet();

        output.WriteLine($"{entries.Count} requests used {used.Count} of {granted.Count} rights");
        Assert.Empty(used.Except(granted));
        Assert.Empty(granted.Except(used));
    }

    private Task<string> KubectlAsync(params IEnumerable<string> arguments) => platform.Cluster.Kubectl.GetAsync(None, ["--namespace", Namespace, .. arguments]);
}
