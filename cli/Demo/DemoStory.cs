using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Demo;

/// <summary>What the demo shows, chapter by chapter. Each chapter fails when it did not do what it says.</summary>
internal sealed class DemoStory(DemoPlatform platform, Timeline timeline, CliConsole console, CancellationToken cancellationToken)
{
    private static readonly ResourceType Topics = ResourceKinds.Get(KafkaTopic.KindName).Type;

    private ObjectKey Cluster => new(ResourceKinds.Get(KafkaCluster.KindName).Type, Manifests.Namespace, "orders");

    private DemoManifests Manifests => platform.Manifests;

    private readonly DemoWatch _watch = new(platform, timeline, cancellationToken);

    public async Task PlayAsync()
    {
        await CreateAsync();
        await ScaleAsync();
        await UpgradeAsync();
        await RefuseAtAdmissionAsync();
        await RefuseFromGitAsync();
        await RestoreDriftAsync();
        await new DemoAudit(platform, timeline, console, cancellationToken).ShowAsync();
    }

    private async Task CreateAsync()
    {
        timeline.Chapter(1, "A commit creates a cluster and two topics");
        Push("Create the orders cluster and its topics", [("clusters/orders.yaml", Manifests.Cluster("4.2.1", 3)), ("topics/orders.yaml", Manifests.Topic("orders.v1", 12) + "---\n" + Manifests.Topic("payments.v1", 6))]);
        await _watch.ReadyAsync(Cluster);
        await _watch.ReadyAsync(TopicKey("orders.v1"));
        await _watch.ReadyAsync(TopicKey("payments.v1"));
        var topics = await platform.Kafka.For(ResourceKey.Of(KafkaCluster.KindName, Manifests.Namespace, "orders")).DescribeTopicsAsync(null, cancellationToken);
        timeline.Expect(topics["orders.v1"].Partitions.Length == 12 && topics["payments.v1"].ReplicationFactor == 3, "both topics are in Kafka as committed");
    }

    private async Task ScaleAsync()
    {
        timeline.Chapter(2, "A commit scales the brokers from 3 to 5");
        Push("Two more brokers for the sale", [("clusters/orders.yaml", Manifests.Cluster("4.2.1", 5))]);
        await _watch.ReadyAsync(Cluster, live => live.At("status", "readyBrokers")?.GetInt32() == 5);
        timeline.Expect(_watch.Restarts == 0, "no running node was restarted");
    }

    private async Task UpgradeAsync()
    {
        timeline.Chapter(3, "A commit upgrades Kafka from 4.2.1 to 4.3.1, node by node");
        Push("Upgrade to Kafka 4.3.1", [("clusters/orders.yaml", Manifests.Cluster("4.3.1", 5))]);
        await _watch.ReadyAsync(Cluster, live => live.At("status", "version")?.GetString() == "4.3.1");
        timeline.Expect(_watch.Restarts == 8, "8 nodes were restarted once each, controllers first");
        if (platform.UnavailableWrites is { } unavailable)
            timeline.Expect(unavailable == 0, "no partition ever fell below min.insync.replicas");
    }

    private async Task RefuseAtAdmissionAsync()
    {
        timeline.Chapter(4, "kubectl apply of a bad topic is refused at admission");
        var bad = Topic("clicks", new JsonObject
        {
            ["clusterRef"] = new JsonObject { ["name"] = "orders" },
            ["partitions"] = 6,
            ["replicationFactor"] = 2,
            ["config"] = new JsonObject { ["min.insync.replicas"] = 3, ["retention.ms"] = "7d" },
        });
        timeline.Say("kubectl apply -f clicks.yaml   # replicationFactor: 2, min.insync.replicas: 3, retention.ms: 7d", Tone.Strong);
        try
        {
            await platform.ApplyByHandAsync(bad, new ApplyOptions("kubectl", DryRun: true), cancellationToken);
            if (platform.HasWebhook)
                throw new DemoFailedException("the bad topic was accepted");
            timeline.Say("accepted: no webhook of ours answers for this cluster (manifests/install has it); from Git the same rules hold, as follows", Tone.Faint);
        }
        catch (KubernetesApiException refusal)
        {
            timeline.Say(refusal.Message, Tone.Bad);
            timeline.Expect(refusal.Message.Contains("[KT-12]", StringComparison.Ordinal) && refusal.Message.Contains("[KT-17]", StringComparison.Ordinal), "all errors are named at once, with field, rule and remedy");
        }
    }

    private async Task RefuseFromGitAsync()
    {
        timeline.Chapter(5, "The same mistake is refused from Git");
        Push("Add the clicks topic", [("topics/clicks.yaml", Manifests.Topic("clicks", 6, 2, "min.insync.replicas: 3"))]);
        var rejected = await _watch.EventAsync<PlatformEvent.RevisionRejected>(_ => true);
        foreach (var error in rejected.Errors)
            timeline.Say(error, Tone.Bad);
        timeline.Expect(rejected.Errors.Any(error => error.Contains("topics/clicks.yaml:", StringComparison.Ordinal) && error.Contains("[KT-12]", StringComparison.Ordinal)), "file, line, field and rule are named; nothing was changed");
        Push("Give the clicks topic three replicas", [("topics/clicks.yaml", Manifests.Topic("clicks", 6, 3, "min.insync.replicas: 2"))]);
        await _watch.ReadyAsync(TopicKey("clicks"));
    }

    private async Task RestoreDriftAsync()
    {
        timeline.Chapter(6, "A change by hand is detected as drift and restored");
        timeline.Say("kubectl edit kafkatopic orders.v1   # retention.ms: 60000", Tone.Strong);
        await platform.ApplyByHandAsync(Topic("orders.v1", new JsonObject { ["config"] = new JsonObject { ["retention.ms"] = 60000 } }), new ApplyOptions("kubectl-edit"), cancellationToken);
        var drift = await _watch.EventAsync<PlatformEvent.DriftDetected>(_ => true);
        timeline.Expect(drift.Managers.Contains("kubectl-edit") && drift.Deltas.Any(delta => delta.Path == "spec.config[retention.ms]"), "the event names the field and who changed it");
        await _watch.EventAsync<PlatformEvent.ChangeApplied>(applied => applied.ChangeId == drift.ChangeId);
        var live = await platform.Kubernetes.GetAsync(TopicKey("orders.v1"), cancellationToken);
        timeline.Expect(live?.At("spec", "config", "retention.ms")?.GetRawText() == "604800000", "the field is as in Git again");
    }

    private void Push(string message, (string Path, string Text)[] files)
    {
        _watch.Mark();
        var sha = platform.Push(message, files.ToImmutableDictionary(file => file.Path, file => (string?)file.Text));
        timeline.Say($"git push   # {sha[..8]} {message}", Tone.Strong);
    }

    private ObjectKey TopicKey(string name) => new(Topics, Manifests.Namespace, name);

    /// <summary>A topic of the cluster as a person would apply it.</summary>
    private KubeObject Topic(string name, JsonObject spec) => KubeObject.Of(Topics, new JsonObject
    {
        ["apiVersion"] = Topics.ApiVersion,
        ["kind"] = Topics.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Manifests.Namespace },
        ["spec"] = spec,
    });
}
