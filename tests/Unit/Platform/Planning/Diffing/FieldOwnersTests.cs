using GitOpsKafka.Platform.Planning.Diffing;
using static GitOpsKafka.Tests.Unit.Platform.Planning.Diffing.Objects;

namespace GitOpsKafka.Tests.Unit.Platform.Planning.Diffing;

public sealed class FieldOwnersTests
{
    [Fact]
    public void Owners_are_those_who_wrote_the_fields_that_differ()
    {
        var live = Topic("""{"partitions": 6, "replicationFactor": 3, "config": {"retention.ms": 1}}""", ManagedFields(
            Managed("kubectl-edit", "Update", """{"f:spec": {"f:partitions": {}}}"""),
            Managed("kubectl", "Apply", """{"f:spec": {"f:config": {"f:retention.ms": {}}}}"""),
            Managed("helm", "Update", """{"f:spec": {"f:replicationFactor": {}}}"""),
            Managed("gitopskafka", "Apply", """{"f:spec": {"f:partitions": {}}}"""),
            Managed("gitopskafka-status", "Apply", """{"f:spec": {"f:partitions": {}}}""")));

        var owners = FieldOwners.Of(live, Diff(Topic("""{"partitions": 3, "config": {"retention.ms": 2}}"""), live));

        Assert.Equal(["kubectl (Apply)", "kubectl-edit (Update)"], owners.Select(owner => owner.ToString()));
    }

    [Fact]
    public void Owner_of_an_entry_owns_what_is_in_it_and_owner_of_a_list_its_entries()
    {
        var live = StatefulSet("""{"template": {"spec": {"containers": [{"name": "kafka", "image": "kafka:1", "args": ["a"]}]}}}""", ManagedFields(
            Managed("kubectl-set", "Update", """{"f:spec": {"f:template": {"f:spec": {"f:containers": {"k:{\"name\":\"kafka\"}": {"f:image": {}}}}}}}"""),
            Managed("helm", "Update", """{"f:spec": {"f:template": {"f:spec": {"f:containers": {"k:{\"name\":\"kafka\"}": {"f:args": {}}}}}}}""")));

        var image = Diff(StatefulSet("""{"template": {"spec": {"containers": [{"name": "kafka", "image": "kafka:2"}]}}}"""), live);
        var arguments = Diff(StatefulSet("""{"template": {"spec": {"containers": [{"name": "kafka", "args": ["b"]}]}}}"""), live);

        Assert.Equal("kubectl-set", Assert.Single(FieldOwners.Of(live, image)).Manager);
        Assert.Equal("helm", Assert.Single(FieldOwners.Of(live, arguments)).Manager);
    }

    [Fact]
    public void Nobody_is_named_for_a_field_that_was_removed() =>
        Assert.Empty(FieldOwners.Of(Topic("{}"), Diff(Topic("""{"partitions": 3}"""), Topic("{}"))));
}
