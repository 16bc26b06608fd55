using CsCheck;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Unit.Platform.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class EventJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Journal_keeps_chain_and_pending_events_over_a_restart()
    {
        ChainHead head;
        using (var journal = Open())
        {
            await journal.AppendAsync(Seal(3));
            await journal.AppendAsync(Seal(2));
            journal.Confirm(1, 0, 10);
            journal.Confirm(4, 2, 7);
            head = journal.Head;
        }

        using var reopened = Open();

        Assert.Equal(head, reopened.Head);
        Assert.Equal(5, head.Sequence);
        Assert.Equal([2L, 3L, 5L], reopened.DurableAfter(0, 100).Select(pending => pending.Sequence));
        Assert.Equal((11, 8), (reopened.Positions[0], reopened.Positions[2]));
    }

    [Fact]
    public void Second_process_on_the_same_spool_is_refused()
    {
        using var journal = Open();

        Assert.Contains("another process", Assert.Throws<SpoolException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_torn_anywhere_loses_only_the_torn_entry()
    {
        long before, after;
        using (var journal = Open())
        {
            await journal.AppendAsync(Seal(2));
            before = Size();
            await journal.AppendAsync(Seal(1));
            after = Size();
        }

        for (var length = before; length < after; length += 7)
        {
            using var crashed = _folder.Snapshot();
            using (var file = File.OpenWrite(Path.Combine(crashed.Path, "events.journal")))
                file.SetLength(length);

            using var journal = EventJournal.Open(crashed.Path, "reconciler", 1 << 20, NullLogger.Instance);
            Assert.Equal(2, journal.Head.Sequence);
            await journal.AppendAsync(Seal(1));
            Assert.Equal(3, journal.DurableAfter(0, 9).Count);
        }
    }

    [Fact]
    public async Task Zeros_after_a_power_cut_are_cut_off()
    {
        using (var journal = Open())
            await journal.AppendAsync(Seal(1));
        using (var file = new FileStream(Path.Combine(_folder.Path, "events.journal"), FileMode.Append))
            file.Write(new byte[4096]);

        using var reopened = Open();

        Assert.Equal(1, reopened.PendingCount);
    }

    [Fact]
    public async Task Batch_that_cannot_be_sealed_leaves_no_trace()
    {
        using var journal = Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.AppendAsync(_ => throw new InvalidOperationException("too large")));
        await journal.AppendAsync(Seal(1));

        Assert.Equal(1, journal.Head.Sequence);
    }

    [Fact]
    public async Task Full_spool_refuses_with_what_to_do()
    {
        using var journal = EventJournal.Open(_folder.Path, "reconciler", 1000, NullLogger.Instance);

        var refused = await Assert.ThrowsAsync<SpoolException>(() => journal.AppendAsync(Seal(9)));

        Assert.Contains("bring the bus back", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, journal.PendingCount);
    }

    [Fact]
    public async Task Waiting_for_confirmation_ends_with_the_last_of_them()
    {
        using var journal = Open();
        await journal.AppendAsync(Seal(2));

        var confirmed = journal.WhenConfirmedAsync(2, CancellationToken.None);
        journal.Confirm(2, 0, 0);
        Assert.False(confirmed.IsCompleted);
        journal.Confirm(1, 1, 0);

        await confirmed;
        await journal.WhenConfirmedAsync(2, CancellationToken.None);
    }

    [Fact]
    public async Task File_shrinks_when_the_bus_has_most_of_it()
    {
        using var journal = EventJournal.Open(_folder.Path, "reconciler", 64 << 20, NullLogger.Instance);
        var large = new string('x', 200_000);
        for (var i = 1; i <= 50; i++)
            await journal.AppendAsync(head => [EventChain.Seal(new PlatformEvent.ChangeFailed("c1", SampleEvents.Topic("orders"), "Refused", large, false, i), SampleEvents.Noon, "/r", head, null)]);
        for (var i = 1; i < 50; i++)
            journal.Confirm(i, 0, i);
        var head = journal.Head;

        await journal.ShrinkAsync();
        Assert.True(Size() < 1 << 20);
        await journal.AppendAsync(Seal(1));
        journal.Dispose();

        using var reopened = Open();
        Assert.Equal((head.Producer, 51), (reopened.Head.Producer, reopened.Head.Sequence));
        Assert.Equal([50L, 51L], reopened.DurableAfter(0, 9).Select(pending => pending.Sequence));
        Assert.Equal(50, reopened.Positions[0]);
    }

    [Fact]
    public async Task New_chain_carries_what_is_pending_and_is_whole()
    {
        using var journal = Open();
        await journal.AppendAsync(Seal(4));
        journal.Confirm(1, 0, 0);
        var old = journal.Head.Producer;

        await journal.BeginNewChainAsync();

        var records = journal.DurableAfter(0, 9).Select((pending, i) => new TrailRecord(0, i, pending.Key, pending.Bytes, pending.Time)).ToList();
        Assert.NotEqual(old, journal.Head.Producer);
        Assert.Equal(3, records.Count);
        Assert.Empty(TrailVerifier.Verify(records, [journal.Head]).Findings);
    }

    [Fact]
    public async Task Many_at_once_are_all_durable_and_one_chain()
    {
        using var journal = Open();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => journal.AppendAsync(Seal(2)))));

        var records = journal.DurableAfter(0, 1000).Select((pending, i) => new TrailRecord(0, i, pending.Key, pending.Bytes, pending.Time)).ToList();
        Assert.Equal(100, records.Count);
        Assert.Empty(TrailVerifier.Verify(records, [journal.Head]).Findings);
    }

    [Fact]
    public void Every_entry_reads_back_as_it_was_written() => Gen.Select(Gen.Long, Gen.Int, Gen.String, Gen.Byte.Array).Sample((number, small, text, bytes) =>
    {
        var pending = new PendingEvent(number, text, SampleEvents.Noon, text, bytes);
        var read = Assert.IsType<JournalRecord.Appended>(JournalRecord.Read(new JournalRecord.Appended(pending).ToBytes())).Event;

        Assert.Equal(pending with { Bytes = default }, read with { Bytes = default });
        Assert.Equal(bytes, read.Bytes.ToArray());
        var confirmed = new JournalRecord.Confirmed(number, small, number);
        Assert.Equal(confirmed, JournalRecord.Read(confirmed.ToBytes()));
    });

    public void Dispose() => _folder.Dispose();

    private static Func<ChainHead, IReadOnlyList<SealedEvent>> Seal(int count) => head =>
    {
        var links = new List<SealedEvent>();
        for (var i = 0; i < count; i++)
        {
            links.Add(SampleTrail.Seal(i, i, head));
            head = links[^1].Head;
        }

        return links;
    };

    private EventJournal Open() => EventJournal.Open(_folder.Path, "reconciler", 1 << 20, NullLogger.Instance);

    private long Size() => new FileInfo(Path.Combine(_folder.Path, "events.journal")).Length;
}
