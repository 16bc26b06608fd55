using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Loop;
using GitOpsKafka.Tests.Unit.Cli;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Tests.Unit.Reconciler.Git;

namespace GitOpsKafka.Tests.Unit.Reconciler.Loop;

public sealed class KafkaViewsTests
{
    private static readonly ResourceKey Other = ResourceKey.Of("KafkaCluster", "streaming", "other");

    private readonly KafkaFake _kafka = new();
    private readonly MemoryLog<KafkaViews> _log = new();
    private readonly KafkaViews _views;

    public KafkaViewsTests()
    {
        _views = new KafkaViews(_kafka, _log);
        foreach (var cluster in new[] { World.OrdersCluster, Other })
        {
            _kafka.Topics[cluster] = ImmutableSortedDictionary.Create<string, TopicView>(StringComparer.Ordinal);
            _kafka.Settings[cluster] = new ClusterSettingsView("id", ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>>.Empty);
        }
    }

    [Fact]
    public async Task Report_of_a_cluster_ends_with_a_change_of_its_topics_and_no_others()
    {
        var (own, foreign) = (Snapshot(Topic("orders.v1", "orders")), Topic("other.v1", "other"));
        await _views.RefreshAsync(Clusters, own, default);
        Assert.Equal(2, _views.Topics(own).Count);

        var reports = _views.Topics(own.Add(foreign.Key, foreign));
        Assert.Equal([World.OrdersCluster], reports.Keys);
        Assert.Same(reports, _views.Topics(own.Add(foreign.Key, foreign)));

        Assert.Empty(_views.Topics(ImmutableDictionary<ObjectKey, KubeObject>.Empty));
    }

    [Fact]
    public async Task Topic_that_goes_to_another_cluster_ends_the_reports_of_both()
    {
        await _views.RefreshAsync(Clusters, Snapshot(Topic("orders.v1", "orders")), default);

        Assert.Empty(_views.Topics(Snapshot(Topic("orders.v1", "other"))));
    }

    [Fact]
    public async Task Change_while_Kafka_is_asked_counts()
    {
        var before = Snapshot(Topic("orders.v1", "orders"));
        await _views.RefreshAsync(Clusters, before, default);

        _views.Topics(Snapshot(Topic("orders.v1", "orders")));
        await _views.RefreshAsync(Clusters, before, default);

        Assert.Equal([Other], _views.Topics(Snapshot(Topic("orders.v1", "orders"))).Keys);
    }

    [Fact]
    public async Task Forgotten_reports_are_not_planned_with()
    {
        var stored = Snapshot(Topic("orders.v1", "orders"));
        await _views.RefreshAsync(Clusters, stored, default);

        _views.Forget([World.OrdersCluster]);

        Assert.Equal([Other], _views.Topics(stored).Keys);
        Assert.Equal([Other], _views.Settings(Clusters).Keys);
    }

    [Fact]
    public async Task Cluster_that_does_not_answer_is_told_once_and_when_it_answers_again()
    {
        var topics = _kafka.Topics[Other];
        _kafka.Topics.Remove(Other);
        await _views.RefreshAsync(Clusters, Snapshot(), default);
        await _views.RefreshAsync(Clusters, Snapshot(), default);
        _kafka.Topics[Other] = topics;
        await _views.RefreshAsync(Clusters, Snapshot(), default);

        Assert.Equal(
            ["Warning 1005 KafkaCluster/streaming/other did not answer; what it has is unknown: no broker answered in 15 s ", "Information 1008 KafkaCluster/streaming/other answers again "],
            _log.Lines);
    }

    private static ImmutableDictionary<ObjectKey, KubeObject> Clusters { get; } = Snapshot(World.Cluster().Manifest, World.Desired(
        """{"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"other","namespace":"streaming"},"spec":{"version":"4.2.1","controllers":{"replicas":3},"brokers":{"replicas":3} } }""").Manifest);

    private static KubeObject Topic(string name, string cluster) => World.Desired(
        $$"""{"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"name":"{{name}}","namespace":"streaming"},"spec":{"clusterRef":{"name":"{{cluster}}"},"partitions":3,"replicationFactor":3} }""").Manifest;

    private static ImmutableDictionary<ObjectKey, KubeObject> Snapshot(params KubeObject[] objects) => objects.ToImmutableDictionary(found => found.Key);
}
