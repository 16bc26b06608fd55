using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Finds the errors in the exceptions of the client, which has a type of its own for each request. Thread-safe.</summary>
internal static class KafkaReports
{
    /// <summary>The first error that the broker reported for a topic; where it reported none, the error of the request.</summary>
    public static Error ErrorOf(KafkaException exception) => exception switch
    {
        DeleteTopicsException delete => First(delete.Results.Select(result => result.Error), delete),
        CreatePartitionsException partitions => First(partitions.Results.Select(result => result.Error), partitions),
        IncrementalAlterConfigsException alter => First(alter.Results.Select(result => result.Error), alter),
        _ => exception.Error,
    };

    private static Error First(IEnumerable<Error> errors, KafkaException exception) => errors.FirstOrDefault(error => error.IsError) ?? exception.Error;
}
