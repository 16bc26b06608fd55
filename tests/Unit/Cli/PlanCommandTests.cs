using System.Net;
using System.Text.Json;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Cli;

public sealed class PlanCommandTests : IDisposable
{
    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Plan_without_changes_exits_with_zero()
    {
        Wants(World.Cluster());
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()));

        Assert.Equal(new CliResult(0, "", "no change: the cluster is as desired\n"), await PlanAsync());
    }

    [Fact]
    public async Task Plan_names_fields_effects_pods_and_cause()
    {
        Wants(World.Cluster(brokers: 4, config: """{"log.retention.hours":72}"""), World.Topic());
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()));

        var result = await PlanAsync();

        Assert.Equal(1, result.Code);
        Assert.Equal(
            """
            ~ update KafkaCluster/streaming/orders
                spec.brokers.replicas: 3 → 4
                spec.config[log.retention.hours]: absent → 72
              effects
                1. update KafkaCluster/streaming/orders: spec.brokers.replicas, spec.config[log.retention.hours]
                2. scale brokers 3 → 4
            """,
            string.Join('\n', result.Output.Split('\n').Take(6)));
        Assert.Contains(
            "restart orders-controllers-0, orders-controllers-1, orders-controllers-2, orders-brokers-0, orders-brokers-1, orders-brokers-2 because of spec.config\n  risk: nodes restart\n  from platform/KafkaCluster-orders.yaml:1\n\n",
            result.Output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            """
            + create KafkaTopic/streaming/orders.v1
              effects
                1. create KafkaTopic/streaming/orders.v1
              from platform/KafkaTopic-orders.v1.yaml:1

            """,
            result.Output,
            StringComparison.Ordinal);
        Assert.Equal("1 to create, 1 to update; 6 nodes to restart\n", result.Error);
    }

    [Fact]
    public async Task Plan_says_why_something_is_blocked()
    {
        Wants(World.Cluster());
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Has(World.Topic(isProtected: true)));

        var result = await PlanAsync();

        Assert.Equal(
            """
            ! delete KafkaTopic/streaming/orders.v1
              effects if it were allowed
                1. delete topic orders.v1 and its records
                2. delete KafkaTopic/streaming/orders.v1
              risk: data goes away
              blocked: spec.deletionProtection is true; set it to false in a commit of its own, then delete [DeletionProtected]

            """,
            result.Output);
        Assert.Equal("1 blocked\n", result.Error);
    }

    [Fact]
    public async Task Plan_prunes_only_what_its_own_source_applied()
    {
        Wants(World.Cluster());
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Has(World.Topic()));

        Assert.Contains("- delete KafkaTopic/streaming/orders.v1\n", (await PlanAsync()).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("delete", (await _world.RunAsync("plan", "platform", "--source", "payments")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("delete", (await PlanAsync("--no-prune")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_asks_Kafka_only_when_told_to()
    {
        Wants(World.Cluster(), World.Topic(partitions: 12));
        var stored = new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Has(World.Topic(partitions: 12)).HasTopic("orders.v1", 6);
        _world.Kubernetes.Holds(stored);
        _world.Kafka.Topics[World.OrdersCluster] = stored.Observed.Topics[World.OrdersCluster];

        Assert.Equal(0, (await PlanAsync()).Code);
        Assert.Contains("add partitions to topic orders.v1: 6 → 12", (await PlanAsync("--with-kafka")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_leaves_the_topics_of_a_silent_cluster_unknown()
    {
        Wants(World.Cluster(), World.Topic());
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Has(World.Topic()));

        var result = await PlanAsync("--with-kafka");

        Assert.Equal(0, result.Code);
        Assert.Contains("warning: KafkaCluster/streaming/orders did not answer, what it has is unknown: no broker answered in 15 s\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_tells_what_the_webhook_will_refuse()
    {
        Wants(World.Cluster(), World.Topic(partitions: 3));
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Has(World.Topic(partitions: 6)));

        var result = await PlanAsync();

        Assert.Contains("warning: the webhook will refuse KafkaTopic/streaming/orders.v1: spec.partitions:", result.Error, StringComparison.Ordinal);
        Assert.Contains("[KT-08]", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_never_plans_manifests_with_errors()
    {
        _world.Write("platform/orders.yaml", "kind: KafkaTopic\n");

        var result = await PlanAsync();

        Assert.Equal(2, result.Code);
        Assert.Empty(result.Output);
        Assert.Contains("platform/orders.yaml:1:1: error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_fails_when_the_cluster_cannot_be_asked()
    {
        Wants(World.Topic());
        _world.Kubernetes.Failure = new KubernetesApiException(default, "Unreachable", "list kafkatopics.gitopskafka.io: no answer: Connection refused");

        var result = await PlanAsync();

        Assert.Equal(new CliResult(2, "", "error: Kubernetes: list kafkatopics.gitopskafka.io: no answer: Connection refused; check --kubeconfig and --context\n"), result);
    }

    [Fact]
    public async Task Plan_fails_with_a_remedy_when_the_kinds_are_not_installed()
    {
        Wants(World.Topic());
        _world.Kubernetes.Failure = new KubernetesApiException(HttpStatusCode.NotFound, "NotFound", "list kafkatopics.gitopskafka.io: not found");

        Assert.Contains("are the CRDs installed?", (await PlanAsync()).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task Plan_is_there_for_programs(string format)
    {
        Wants(World.Cluster(brokers: 4));
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()));

        var result = await PlanAsync("-o", format);

        Assert.Equal(1, result.Code);
        var change = format == "json" ? JsonElement.Parse(result.Output).GetProperty("changes")[0] : default;
        Assert.Equal("update", format == "json" ? change.GetProperty("operation").GetString() : "update");
        Assert.Contains("scale brokers 3 → 4", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_takes_the_source_from_the_remote_without_its_credentials()
    {
        Wants(World.Cluster(brokers: 4));
        _world.Kubernetes.Holds(new World().Has(World.Cluster()).HasNodesOf(World.Cluster()));
        _world.Commit("Four brokers");
        Wants(World.Cluster());

        var disk = await _world.RunAsync("plan", "platform");
        var commit = await _world.RunAsync("plan", "platform", "--revision", "HEAD", "-o", "yaml");

        Assert.Equal(0, disk.Code);
        Assert.Equal(1, commit.Code);
        Assert.Contains("source: GitSource/gitopskafka/platform\n", commit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", commit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_bootstrap_is_a_usage_error()
    {
        Wants(World.Topic());

        Assert.Equal(new CliResult(2, "", "error: --kafka-bootstrap orders: expected NAMESPACE/NAME=HOST:PORT\n"), await PlanAsync("--kafka-bootstrap", "orders"));
    }

    private Task<CliResult> PlanAsync(params string[] more) => _world.RunAsync(["plan", "platform", "--source", "platform", .. more]);

    private void Wants(params DesiredResource[] desired)
    {
        foreach (var resource in desired)
            _world.Write($"platform/{resource.Key.Kind}-{resource.Key.Name}.yaml", YamlText.Write(resource.Manifest.Json));
    }
}
