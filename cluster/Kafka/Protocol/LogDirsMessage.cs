using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeLogDirs, version 4, which Kafka has from 3.3 on: the log directories of the broker that is asked, without the partitions in them. Pure.
/// Source: https://kafka.apache.org/protocol#The_Messages_DescribeLogDirs and KIP-827.
/// </summary>
internal static class LogDirsMessage
{
    public const string What = "describe log directories";

    /// <summary>An empty list of topics: null would stand for all of them, and each partition would be listed.</summary>
    public static byte[] Request { get; } = new FlexibleRequest(apiKey: 35, version: 4).Count(0).NoTags().ToArray();

    /// <exception cref="KafkaAdminException">The broker reports an error.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImmutableArray<LogDirView> ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        if (answer.Int16() is not 0 and var error)
            throw KafkaErrors.ToException(What, new Error((ErrorCode)error));
        var directories = new List<LogDirView>();
        for (var count = answer.Count(); count > 0; count--)
            directories.Add(Directory(ref answer));
        return [.. directories.OrderBy(directory => directory.Path, StringComparer.Ordinal)];
    }

    private static LogDirView Directory(ref FlexibleAnswer answer)
    {
        var (error, path) = ((ErrorCode)answer.Int16(), answer.Text() ?? "");
        for (var topics = answer.Count(); topics > 0; topics--)
            PassTopic(ref answer);
        var (total, usable) = (answer.Int64(), answer.Int64());
        answer.Tags();
        return new LogDirView(path, total, usable, IsOffline: error != ErrorCode.NoError);
    }

    private static void PassTopic(ref FlexibleAnswer answer)
    {
        answer.Text();
        for (var partitions = answer.Count(); partitions > 0; partitions--)
        {
            answer.Int32();
            answer.Int64(); // size
            answer.Int64(); // lag
            answer.Byte(); // is on its way to another directory
            answer.Tags();
        }

        answer.Tags();
    }
}
