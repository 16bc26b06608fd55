using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// Finds out which pending events the bus has, before they are sent (again). A process that was killed may have had them delivered without
/// hearing of it. What it had handed to the network at that very moment can still arrive later: then the same bytes lie on the trail
/// twice, which <see cref="TrailVerifier"/> calls repeated and workers take for already done.
/// </summary>
internal static class BusRecovery
{
    public static async Task RunAsync(EventJournal journal, TrailReader reader, ILogger logger, CancellationToken cancellationToken)
    {
        var ends = await reader.EndsAsync(cancellationToken);
        if (journal.PendingCount > 0 || !journal.Positions.IsEmpty)
            await ScanAsync(journal, reader, logger, cancellationToken);
        journal.Scanned(ends);
    }

    private static async Task ScanAsync(EventJournal journal, TrailReader reader, ILogger logger, CancellationToken cancellationToken)
    {
        var (head, before, found, isOutdated) = (journal.Head, journal.PendingCount, 0, false);
        await foreach (var record in reader.ReadAsync(new TrailStart.At(journal.Positions), follow: false, cancellationToken))
        {
            if (EventCodec.LinkOf(record.Bytes) is not { } link || link.Producer != head.Producer)
                continue;
            var pending = journal.Pending(link.Sequence);
            if (pending is not null && pending.Bytes.Span.SequenceEqual(record.Bytes.Span))
            {
                journal.Confirm(link.Sequence, record.Partition, record.Offset);
                found++;
            }
            else
            {
                isOutdated |= pending is not null || link.Sequence > head.Sequence;
            }
        }

        if (before > 0)
            logger.PendingFoundOnBus(found, before);
        if (!isOutdated)
            return;
        await journal.BeginNewChainAsync();
        logger.SpoolWasOutdated(head.Producer, journal.Head.Producer);
    }
}
