using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Tests.Unit.Platform.Balancing;

public sealed class PlacementReadingTests
{
    private static readonly PartitionId First = new("orders", 0);

    [Fact]
    public void Partition_on_the_move_counts_as_being_where_it_goes()
    {
        var view = View(Known(1, 0)) with { Moving = [new ReassignmentView(First, [3, 1, 2], [3], [1])] };

        Assert.Equal([3, 2], Assert.Single(PlacementReading.Of(view).Partitions).Replicas.AsEnumerable());
    }

    [Fact]
    public void Size_is_that_of_the_largest_replica_and_copies_within_a_broker_do_not_count()
    {
        var view = View(Known(1, 0, new ReplicaSize(First, 100, 0, IsFuture: false), new ReplicaSize(First, 900, 0, IsFuture: true)), Known(2, 0, new ReplicaSize(First, 70, 30, IsFuture: false)));

        Assert.Equal(100, Assert.Single(PlacementReading.Of(view).Partitions).Bytes);
        Assert.Null(Assert.Single(PlacementReading.Of(View(Known(1, 0))).Partitions).Bytes);
    }

    [Fact]
    public void Broker_may_fill_its_disks_but_for_a_tenth()
    {
        var placement = PlacementReading.Of(View(Known(1, 600, new ReplicaSize(First, 50, 0, IsFuture: false))));

        Assert.Equal(550, Assert.Single(placement.Brokers).Capacity); // 600 free of 1000, 100 kept, 50 held
    }

    [Fact]
    public void Broker_that_does_not_tell_has_no_limit()
    {
        var view = View(KeyValuePair.Create(1, (Told<ImmutableArray<LogDirContents>>)new Told<ImmutableArray<LogDirContents>>.Unknown("no answer")));

        Assert.Null(Assert.Single(PlacementReading.Of(view).Brokers).Capacity);
        Assert.Equal([(1, "no answer")], PlacementReading.Untold(view));
    }

    private static KafkaPlacementView View(params KeyValuePair<int, Told<ImmutableArray<LogDirContents>>>[] told) => new(
        new KafkaView("id", 1, [.. told.Select(broker => new BrokerView(broker.Key, "host", 9092, null))]), [new PartitionPlacement(First, [1, 2])], [], told.ToImmutableSortedDictionary());

    private static KeyValuePair<int, Told<ImmutableArray<LogDirContents>>> Known(int broker, long usable, params ReplicaSize[] replicas) => KeyValuePair.Create(
        broker, (Told<ImmutableArray<LogDirContents>>)new Told<ImmutableArray<LogDirContents>>.Known([new LogDirContents(new LogDirView("/data", 1000, usable, IsOffline: false), [.. replicas])]));
}
