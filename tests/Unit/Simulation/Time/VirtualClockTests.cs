using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Unit.Simulation.Time;

public sealed class VirtualClockTests
{
    private readonly VirtualClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_due_time_then_creation()
    {
        Fire("late", 3);
        Fire("first", 1);
        Fire("second", 1);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["first at 1", "second at 1", "late at 3"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Elapsed);
    }

    [Fact]
    public void A_periodic_timer_fires_at_each_period_until_disposed()
    {
        using (_clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)))
            _clock.Advance(TimeSpan.FromSeconds(9));
        _clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(["tick at 2", "tick at 5", "tick at 8"], _fired);
    }

    [Fact]
    public void A_changed_timer_fires_only_at_its_new_time()
    {
        using var timer = _clock.CreateTimer(_ => Note("alarm"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["alarm at 4"], _fired);
    }

    [Fact]
    public void A_stopped_timer_does_not_move_the_clock()
    {
        using (_clock.CreateTimer(_ => Note("never"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan))
        {
        }

        Assert.False(_clock.FireNext());
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    private void Fire(string name, int seconds) => _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name} at {_clock.Elapsed.TotalSeconds}");
}
