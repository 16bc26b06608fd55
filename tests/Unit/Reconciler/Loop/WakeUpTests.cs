using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Reconciler.Loop;

public sealed class WakeUpTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly WakeUp _wakeUp;

    public WakeUpTests() => _wakeUp = new WakeUp(_time);

    [Fact]
    public async Task Signal_before_the_wait_is_not_lost()
    {
        _wakeUp.Signal();

        Assert.True(await _wakeUp.WaitAsync(Minute, CancellationToken.None));
    }

    [Fact]
    public async Task Signal_during_the_wait_ends_it()
    {
        var wait = _wakeUp.WaitAsync(Minute, CancellationToken.None);
        Assert.False(wait.IsCompleted);

        _wakeUp.Signal();

        Assert.True(await wait);
    }

    [Fact]
    public async Task Many_signals_are_one_wake_up()
    {
        _wakeUp.Signal();
        _wakeUp.Signal();
        await _wakeUp.WaitAsync(Minute, CancellationToken.None);

        var second = _wakeUp.WaitAsync(Minute, CancellationToken.None);
        _time.Advance(Minute);

        Assert.False(await second);
    }

    [Fact]
    public async Task Wait_ends_when_the_time_has_passed_and_not_before()
    {
        var wait = _wakeUp.WaitAsync(Minute, CancellationToken.None);
        _time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await wait);
    }

    [Fact]
    public async Task Signal_after_the_time_has_passed_wakes_the_next_wait()
    {
        var wait = _wakeUp.WaitAsync(Minute, CancellationToken.None);
        _time.Advance(Minute);
        _wakeUp.Signal();

        Assert.False(await wait);
        Assert.True(await _wakeUp.WaitAsync(Minute, CancellationToken.None));
    }

    [Fact]
    public async Task Wait_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var wait = _wakeUp.WaitAsync(Minute, stop.Token);
            await stop.CancelAsync();
            await wait;
        });
    }
}
