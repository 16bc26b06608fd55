using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Asks for brokers, topics and partitions, all in one request. Thread-safe.</summary>
internal static class KafkaMetadata
{
    /// <summary>The client has no asynchronous call for it: this one blocks, on a thread of its own.</summary>
    /// <exception cref="KafkaException">No broker answered.</exception>
    public static Task<Metadata> ReadAsync(IAdminClient client, TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => client.GetMetadata(timeout), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellationToken);
}
