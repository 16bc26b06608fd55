using GitOpsKafka.Cluster.Bus;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class SharedFlushTests : IDisposable
{
    private readonly SharedFlush _flush = new();
    private int _flushes;

    [Fact]
    public async Task One_flush_serves_all_that_was_appended_before_it()
    {
        var (first, second) = (_flush.Appended(), _flush.Appended());

        await _flush.ThroughAsync(second, Count);
        await _flush.ThroughAsync(first, Count);

        Assert.Equal(1, _flushes);
    }

    [Fact]
    public async Task What_is_appended_during_a_flush_waits_for_the_next()
    {
        var second = 0L;
        await _flush.ThroughAsync(_flush.Appended(), () => second = _flush.Appended());

        await _flush.ThroughAsync(second, Count);

        Assert.Equal(1, _flushes);
    }

    [Fact]
    public async Task Those_who_wait_behind_a_failed_flush_fail_with_it()
    {
        var (first, second) = (_flush.Appended(), _flush.Appended());
        await Assert.ThrowsAsync<IOException>(() => _flush.ThroughAsync(first, () => throw new IOException("the disk is gone")));

        await Assert.ThrowsAsync<IOException>(() => _flush.ThroughAsync(second, Count));

        Assert.Equal(0, _flushes);
    }

    [Fact]
    public async Task Replacement_serves_all_and_always_happens()
    {
        var batch = _flush.Appended();

        await _flush.ReplaceAsync(Count);
        await _flush.ReplaceAsync(Count);
        await _flush.ThroughAsync(batch, Count);

        Assert.Equal(2, _flushes);
    }

    public void Dispose() => _flush.Dispose();

    private void Count() => _flushes++;
}
