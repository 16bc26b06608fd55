using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Loop;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Reconciler.Loop;

public sealed class LastPlanTests
{
    private static readonly Revision Revision = new(World.Commit, ImmutableSortedDictionary<ResourceKey, DesiredResource>.Empty.Add(World.OrdersTopic, World.Topic()), [], []);

    private readonly ObservedState _empty = new World().Observed;

    private readonly LastPlan _plans = new(PlanPolicy.Default);

    [Fact]
    public void Same_revision_and_snapshots_are_not_planned_again()
    {
        var first = _plans.For(Revision, _empty);

        Assert.Same(first, _plans.For(Revision, new ObservedState(ImmutableDictionary.CreateRange(_empty.Objects), _empty.Topics)));
    }

    [Fact]
    public void New_snapshot_of_one_type_is_planned()
    {
        var topics = ResourceKinds.Get(KafkaTopic.KindName).Type;
        var stored = ((Effect.ApplyObject)_plans.For(Revision, _empty).Changes.Single().Effects[0]).Desired;

        var next = _plans.For(Revision, _empty with { Objects = _empty.Objects.SetItem(topics, ImmutableDictionary<ObjectKey, KubeObject>.Empty.Add(stored.Key, stored)) });

        Assert.Empty(next.Changes);
    }

    [Fact]
    public void New_report_of_Kafka_is_planned()
    {
        var first = _plans.For(Revision, _empty);
        var asked = _empty with { Topics = _empty.Topics.Add(World.OrdersCluster, ImmutableSortedDictionary<string, TopicView>.Empty) };

        Assert.NotSame(first, _plans.For(Revision, asked));
    }

    [Fact]
    public void New_revision_is_planned()
    {
        var first = _plans.For(Revision, _empty);

        Assert.NotSame(first, _plans.For(Revision with { Commit = World.Commit with { Sha = new string('b', 40) } }, _empty));
    }

    [Fact]
    public void Deletion_that_was_requested_here_is_no_drift_when_Git_wants_it_back()
    {
        var stored = new World().Has(World.Topic()).HasTopic("orders.v1", 6);
        var gone = new World().Has(World.Topic()).HasTopic("orders.v1", 6).Lacks(World.Topic().Manifest.Key.Type, "orders.v1", seenDeleted: stored.Stored(World.OrdersTopic).Uid);
        Assert.Equal(ChangeOperation.Restore, Assert.Single(_plans.For(Revision, gone.Observed).Changes).Operation);

        _plans.OwnDeletions.Note(_plans.For(Revision with { Resources = Revision.Resources.Clear().Add(World.OrdersCluster, World.Cluster()) }, stored.Observed).Changes);

        Assert.Equal(ChangeOperation.Create, Assert.Single(_plans.For(Revision, gone.Observed).Changes).Operation);
    }
}
