using CsCheck;
using GitOpsKafka.Cluster.Bus;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class OffsetTrackerTests
{
    [Fact]
    public void Low_water_mark_is_the_lowest_offset_not_done() => Gen.Select(Gen.Int[1, 3].Array[1, 30], Gen.Int.Array[0, 60]).Sample((steps, choices) =>
    {
        var tracker = new OffsetTracker();
        var offset = 100L;
        var accepted = steps.Select(step => offset += step).ToList();
        accepted.ForEach(each => Assert.True(tracker.Accept(each)));
        var open = accepted.ToList();
        foreach (var choice in choices)
        {
            if (open.Count > 0)
            {
                var done = open[(choice & int.MaxValue) % open.Count];
                open.Remove(done);
                tracker.Complete(done);
            }

            Assert.Equal(open.Count > 0 ? open[0] : accepted[^1] + 1, tracker.LowWaterMark);
            Assert.Equal(open.Count, tracker.OpenCount);
        }
    });

    [Fact]
    public void Mark_never_goes_back() => Gen.Int[0, 19].Array[0, 40].Sample(order =>
    {
        var tracker = new OffsetTracker();
        var (next, mark) = (0L, 0L);
        foreach (var choice in order)
        {
            if (choice % 2 == 0)
                tracker.Accept(next++);
            else
                tracker.Complete(choice / 2);
            Assert.True((tracker.LowWaterMark ?? 0) >= mark);
            mark = tracker.LowWaterMark ?? 0;
        }
    });

    [Fact]
    public void No_mark_before_the_first_event() => Assert.Null(new OffsetTracker().LowWaterMark);

    [Fact]
    public void Offset_that_comes_again_is_not_accepted()
    {
        var tracker = new OffsetTracker();

        Assert.True(tracker.Accept(5));
        tracker.Complete(5);

        Assert.False(tracker.Accept(5));
        Assert.Equal(6, tracker.LowWaterMark);
    }
}
