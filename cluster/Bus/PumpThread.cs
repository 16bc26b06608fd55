using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// One consumer with a thread of its own, for <c>Consume</c> blocks. All calls to the consumer are made here. It polls all the time, so
/// the group never takes it for dead, and pauses fetching while too much is open.
/// </summary>
internal sealed class PumpThread
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PumpOptions _options;
    private readonly PumpDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly string _topic;
    private readonly IConsumer<string, byte[]> _consumer;
    private readonly HashSet<int> _paused = [];
    private long _lag;

    private PumpThread(BusClients clients, PumpOptions options, PumpDispatcher dispatcher, BusMetrics metrics, ILogger logger)
    {
        (_options, _dispatcher, _logger, _topic) = (options, dispatcher, logger, clients.Options.Topic);
        var config = clients.ConsumerConfig(options.GroupId);
        config.EnableAutoCommit = true;
        config.AutoCommitIntervalMs = 1000;
        config.EnableAutoOffsetStore = false;
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
        _consumer = clients.Consumer(config)
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => Lost(partitions))
            .Build();
        metrics.ObserveLag(() => Volatile.Read(ref _lag));
    }

    /// <summary>Runs until cancelled; then hands its partitions over.</summary>
    /// <exception cref="KafkaException">The consumer cannot go on.</exception>
    public static Task RunAsync(BusClients clients, PumpOptions options, PumpDispatcher dispatcher, BusMetrics metrics, ILogger logger, CancellationToken stop)
    {
        var pump = new PumpThread(clients, options, dispatcher, metrics, logger);
        new Thread(() => pump.Run(stop)) { Name = "event-pump", IsBackground = true }.Start();
        return pump._ended.Task;
    }

    private void Run(CancellationToken stop)
    {
        try
        {
            using (_consumer)
                Poll(stop);
            _ended.SetResult();
        }
        catch (Exception exception)
        {
            _ended.SetException(exception);
        }
    }

    private void Poll(CancellationToken stop)
    {
        _consumer.Subscribe(_topic);
        try
        {
            while (!stop.IsCancellationRequested)
                Turn();
        }
        finally
        {
            // Calls the revocation handler, which waits for what runs.
            _consumer.Close();
        }
    }

    private void Turn()
    {
        if (Consume() is { } consumed)
            _dispatcher.Accept(TrailReadThread.Record(consumed));
        Store(_dispatcher.TakeMarks());
        Throttle();
    }

    private ConsumeResult<string, byte[]>? Consume()
    {
        try
        {
            return _consumer.Consume(Patience);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            _logger.ConsumeFailed(exception.Error.Reason);
            return null;
        }
    }

    private void Store(IReadOnlyList<(int Partition, long Offset)> marks)
    {
        foreach (var mark in marks)
        {
            try
            {
                _consumer.StoreOffset(At(mark));
            }
            catch (KafkaException exception)
            {
                // The partition went away meanwhile; its next owner handles again what was not committed.
                _logger.OffsetRefused($"{mark.Partition}", exception.Error.Reason);
            }
        }

        if (marks.Count > 0)
            Volatile.Write(ref _lag, marks.Sum(mark => Math.Max(0, _consumer.GetWatermarkOffsets(new TopicPartition(_topic, mark.Partition)).High.Value - mark.Offset)));
    }

    private void Throttle()
    {
        var open = _dispatcher.OpenCount;
        var assigned = _consumer.Assignment;
        if (open >= _options.MaxBuffered)
        {
            var busy = assigned.Where(partition => _paused.Add(partition.Partition.Value)).ToList();
            if (busy.Count > 0)
                _consumer.Pause(busy);
        }
        else if (_paused.Count > 0 && open <= _options.MaxBuffered / 2)
        {
            _consumer.Resume(assigned.Where(partition => _paused.Contains(partition.Partition.Value)));
            _paused.Clear();
        }
    }

    private void Assigned(List<TopicPartition> partitions)
    {
        var numbers = partitions.ConvertAll(partition => partition.Partition.Value);
        _dispatcher.Assign(numbers);
        _paused.ExceptWith(numbers);
        _logger.PartitionsAssigned(string.Join(", ", numbers));
    }

    private void Revoked(List<TopicPartitionOffset> partitions)
    {
        var numbers = partitions.ConvertAll(partition => partition.Partition.Value);
        var marks = _dispatcher.Revoke(numbers);
        try
        {
            if (marks.Count > 0)
                _consumer.Commit(marks.Select(At));
        }
        catch (KafkaException exception)
        {
            _logger.OffsetRefused(string.Join(", ", numbers), exception.Error.Reason);
        }

        _logger.PartitionsRevoked(string.Join(", ", numbers));
    }

    private void Lost(List<TopicPartitionOffset> partitions)
    {
        var numbers = partitions.ConvertAll(partition => partition.Partition.Value);
        _dispatcher.Lose(numbers);
        _logger.PartitionsLost(string.Join(", ", numbers));
    }

    private TopicPartitionOffset At((int Partition, long Offset) mark) => new(_topic, mark.Partition, mark.Offset);
}
