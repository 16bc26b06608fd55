using System.Text;
using System.Threading.Channels;
using Confluent.Kafka;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// One idempotent producer, fed from the journal in order, until it fails. After a failure nobody knows which of the events in flight
/// arrived, so the link is thrown away and the bus is read before the next one sends.
/// </summary>
internal sealed class BusLink : IDisposable
{
    private const int Batch = 256;

    private static readonly TimeSpan FullQueuePause = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Headers _headers = new() { { "content-type", Encoding.UTF8.GetBytes(EventCodec.ContentType) } };
    private readonly EventJournal _journal;
    private readonly ChannelReader<bool> _wake;
    private readonly TimeProvider _time;
    private readonly BusMetrics _metrics;
    private readonly string _topic;
    private readonly IProducer<string, byte[]> _producer;

    /// <param name="wake">Something may have been appended.</param>
    public BusLink(BusClients clients, EventJournal journal, ChannelReader<bool> wake, TimeProvider time, BusMetrics metrics)
    {
        (_journal, _wake, _time, _metrics, _topic) = (journal, wake, time, metrics, clients.Options.Topic);
        _producer = clients.Producer(error =>
        {
            if (error.IsFatal)
                Break(error);
        });
    }

    /// <summary>Sends what is pending and what comes, until cancelled.</summary>
    /// <exception cref="KafkaException">The link broke.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sent = 0L;
        while (true)
        {
            foreach (var pending in _journal.DurableAfter(sent, Batch))
            {
                await SendAsync(pending, cancellationToken);
                sent = pending.Sequence;
            }

            await _journal.ShrinkAsync();
            if (_journal.DurableAfter(sent, 1).Count == 0)
                await WaitAsync(cancellationToken);
        }
    }

    /// <summary>What is in flight is given up; the journal still has it.</summary>
    public void Dispose() => _producer.Dispose();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var woken = _wake.WaitToReadAsync(cancellationToken).AsTask();
        if (await Task.WhenAny(woken, _broken.Task) == _broken.Task)
            await _broken.Task;
        await woken;
        _wake.TryRead(out _);
    }

    private async Task SendAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        var message = new Message<string, byte[]> { Key = pending.Key, Value = pending.Bytes.ToArray(), Headers = _headers, Timestamp = new Timestamp(pending.Time) };
        while (true)
        {
            if (_broken.Task.IsCompleted)
                await _broken.Task;
            try
            {
                _producer.Produce(_topic, message, report => Delivered(pending, report));
                return;
            }
            catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(FullQueuePause, _time, cancellationToken);
            }
        }
    }

    private void Delivered(PendingEvent pending, DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
        {
            Break(report.Error);
            return;
        }

        _journal.Confirm(pending.Sequence, report.Partition.Value, report.Offset.Value);
        _metrics.Confirmed(_time.GetUtcNow() - pending.Time);
    }

    private void Break(Error error) => _broken.TrySetException(new KafkaException(error));
}
