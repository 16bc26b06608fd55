using static GitOpsKafka.Tests.Unit.Platform.Planning.Diffing.Objects;

namespace GitOpsKafka.Tests.Unit.Platform.Planning.Diffing;

public sealed class ReleasedFieldsTests
{
    private const string Owned = """{"f:spec": {"f:partitions": {}, "f:config": {"f:retention.ms": {}, "f:cleanup.policy": {}}}}""";

    [Fact]
    public void A_field_that_we_applied_and_no_longer_give_goes() =>
        Assert.Equal(
            ["spec.config[cleanup.policy]: \"compact\" → absent"],
            Lines(Diff(
                Topic("""{"partitions": 3, "config": {"retention.ms": 1}}"""),
                Topic("""{"partitions": 3, "config": {"retention.ms": 1, "cleanup.policy": "compact"}}""", ManagedFields(Managed("gitopskafka", "Apply", Owned))))));

    [Fact]
    public void A_whole_map_that_is_no_longer_given_goes_leaf_by_leaf() =>
        Assert.Equal(
            ["spec.config[cleanup.policy]", "spec.config[retention.ms]"],
            Diff(
                Topic("""{"partitions": 3}"""),
                Topic("""{"partitions": 3, "config": {"retention.ms": 1, "cleanup.policy": "compact", "foreign": 1}}""", ManagedFields(Managed("gitopskafka", "Apply", Owned)))).Select(delta => delta.Path));

    [Fact]
    public void A_field_of_others_stays() =>
        Assert.Empty(Diff(
            Topic("""{"partitions": 3}"""),
            Topic("""{"partitions": 3, "config": {"retention.ms": 1}}""", ManagedFields(Managed("kubectl-edit", "Update", Owned), Managed("gitopskafka", "Update", Owned)))));

    [Fact]
    public void A_field_that_another_manager_owns_as_well_stays() =>
        Assert.Equal(
            ["spec.config[cleanup.policy]"],
            Diff(
                Topic("""{"partitions": 3}"""),
                Topic("""{"partitions": 3, "config": {"retention.ms": 1, "cleanup.policy": "compact"}}""", ManagedFields(
                    Managed("gitopskafka", "Apply", Owned), Managed("helm", "Update", """{"f:spec": {"f:config": {"f:retention.ms": {}}}}"""))))
                .Select(delta => delta.Path));

    [Fact]
    public void A_field_that_is_already_gone_is_no_difference() =>
        Assert.Empty(Diff(Topic("""{"partitions": 3}"""), Topic("""{"partitions": 3, "config": {}}""", ManagedFields(Managed("gitopskafka", "Apply", Owned)))));

    [Fact]
    public void Bookkeeping_that_we_own_is_not_given_up()
    {
        var fields = """{"f:metadata": {"f:annotations": {"f:gitopskafka.io/commit": {}, "f:team": {}}}}""";
        var live = Topic("{}", "\"annotations\": {\"gitopskafka.io/commit\": \"a\", \"team\": \"shop\"}, " + ManagedFields(Managed("gitopskafka", "Apply", fields)));

        Assert.Equal(["metadata.annotations[team]: \"shop\" → absent"], Lines(Diff(Topic("{}"), live)));
    }

    [Fact]
    public void An_entry_of_a_keyed_list_goes_whole_and_a_field_of_it_alone()
    {
        var fields = """
            {"f:spec": {"f:ports": {"k:{\"port\":9092,\"protocol\":\"TCP\"}": {".": {}, "f:port": {}, "f:name": {}}, "k:{\"port\":9093,\"protocol\":\"TCP\"}": {".": {}, "f:port": {}}}}}
            """;
        var live = Objects.Of(GitOpsKafka.Platform.Objects.ResourceType.Services, """{"ports": [{"port": 9092, "protocol": "TCP", "name": "plain"}, {"port": 9093, "protocol": "TCP"}]}""", ManagedFields(Managed("gitopskafka", "Apply", fields)));

        Assert.Equal(
            ["spec.ports[port=9092,protocol=TCP].name: \"plain\" → absent", "spec.ports[port=9093,protocol=TCP]: {\"port\": 9093, \"protocol\": \"TCP\"} → absent"],
            Lines(Diff(Service("""{"ports": [{"port": 9092}]}"""), live)));
    }

    [Fact]
    public void A_finalizer_of_ours_goes_and_those_of_others_stay()
    {
        var fields = """{"f:metadata": {"f:finalizers": {"v:\"gitopskafka.io/drain\"": {}}}}""";
        var live = Topic("{}", "\"finalizers\": [\"gitopskafka.io/drain\", \"other.io/hold\"], " + ManagedFields(Managed("gitopskafka", "Apply", fields)));

        Assert.Equal(["metadata.finalizers[gitopskafka.io/drain]: \"gitopskafka.io/drain\" → absent"], Lines(Diff(Topic("{}"), live)));
    }
}
