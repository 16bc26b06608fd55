using System.Threading.Channels;
using Confluent.Kafka;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>One reading of the trail: <c>Consume</c> blocks, so it has a thread of its own, at most <see cref="Ahead"/> records ahead of the reader.</summary>
internal sealed class TrailReadThread : IDisposable
{
    private const int Ahead = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Channel<TrailRecord> _records = Channel.CreateUnbounded<TrailRecord>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _room = new(Ahead);
    private readonly BusClients _clients;
    private readonly bool _follow;
    private readonly CancellationToken _stop;

    private TrailReadThread(BusClients clients, bool follow, CancellationToken stop) => (_clients, _follow, _stop) = (clients, follow, stop);

    /// <summary>The thread has let go of its consumer.</summary>
    public Task Ended => _ended.Task;

    public IAsyncEnumerable<TrailRecord> Records => TakeAsync();

    public static TrailReadThread Start(BusClients clients, TrailStart start, bool follow, CancellationToken stop)
    {
        var reading = new TrailReadThread(clients, follow, stop);
        new Thread(() => reading.Run(start)) { Name = "trail-reader", IsBackground = true }.Start();
        return reading;
    }

    public static IConsumer<string, byte[]> Build(BusClients clients)
    {
        // The group is never joined: partitions are assigned by hand and nothing is committed. The library asks for a name all the same.
        var config = clients.ConsumerConfig("gitopskafka-trail-reader");
        config.EnableAutoCommit = false;
        config.EnablePartitionEof = true;
        return clients.Consumer(config).Build();
    }

    /// <summary>Of the topic; empty when it does not exist. Asks for all topics, for asking by name may create it.</summary>
    public static List<TopicPartition> Partitions(IConsumer<string, byte[]> consumer, BusOptions options)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var topic = admin.GetMetadata(options.RequestTimeout).Topics.Find(topic => topic.Topic == options.Topic);
        if (topic is { Error.IsError: true })
            throw new KafkaException(topic.Error);
        return topic?.Partitions.ConvertAll(partition => new TopicPartition(options.Topic, partition.PartitionId)) ?? [];
    }

    public void Dispose() => _room.Dispose();

    private async IAsyncEnumerable<TrailRecord> TakeAsync()
    {
        await foreach (var record in _records.Reader.ReadAllAsync(_stop))
        {
            _room.Release();
            yield return record;
        }
    }

    private void Run(TrailStart start)
    {
        try
        {
            using var consumer = Build(_clients);
            Read(consumer, start);
            _records.Writer.Complete();
        }
        catch (Exception exception)
        {
            _records.Writer.Complete(exception);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private void Read(IConsumer<string, byte[]> consumer, TrailStart start)
    {
        var timeout = _clients.Options.RequestTimeout;
        var partitions = Partitions(consumer, _clients.Options);
        var ends = partitions.ToDictionary(partition => partition.Partition.Value, partition => consumer.QueryWatermarkOffsets(partition, timeout).High.Value);
        var positions = Positions(consumer, partitions, ends, start);
        var open = positions.Where(position => _follow || position.Offset.Value < ends[position.Partition.Value]).Select(position => position.Partition.Value).ToHashSet();
        consumer.Assign(positions.Where(position => open.Contains(position.Partition.Value)));
        while (open.Count > 0)
        {
            _stop.ThrowIfCancellationRequested();
            if (consumer.Consume(Patience) is { } consumed)
                Take(consumed, ends[consumed.Partition.Value], open);
        }
    }

    private void Take(ConsumeResult<string, byte[]> consumed, long end, HashSet<int> open)
    {
        var partition = consumed.Partition.Value;
        if (!consumed.IsPartitionEOF && (_follow || consumed.Offset.Value < end) && open.Contains(partition))
        {
            _room.Wait(_stop);
            _records.Writer.TryWrite(Record(consumed));
        }

        if (!_follow && (consumed.IsPartitionEOF || consumed.Offset.Value + 1 >= end))
            open.Remove(partition);
    }

    private List<TopicPartitionOffset> Positions(
        IConsumer<string, byte[]> consumer, List<TopicPartition> partitions, Dictionary<int, long> ends, TrailStart start) => start switch
        {
            // An offset beyond the end is one of an earlier topic of the same name.
            TrailStart.At at => partitions.ConvertAll(partition =>
                new TopicPartitionOffset(partition, at.Offsets.GetValueOrDefault(partition.Partition.Value) is var offset && offset <= ends[partition.Partition.Value] ? offset : 0)),
            TrailStart.Since since => consumer.OffsetsForTimes(
                partitions.Select(partition => new TopicPartitionTimestamp(partition, new Timestamp(since.Time))), _clients.Options.RequestTimeout),
            _ => partitions.ConvertAll(partition => new TopicPartitionOffset(partition, new Offset(0))),
        };

    internal static TrailRecord Record(ConsumeResult<string, byte[]> consumed) => new(
        consumed.Partition.Value,
        consumed.Offset.Value,
        consumed.Message.Key ?? "",
        consumed.Message.Value ?? [],
        DateTimeOffset.FromUnixTimeMilliseconds(consumed.Message.Timestamp.UnixTimestampMs));
}
