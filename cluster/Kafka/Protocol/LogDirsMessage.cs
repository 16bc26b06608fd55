using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeLogDirs, versions 4 and 5, which Kafka has from 3.3 on: the log directories of the broker that is asked. Pure.
/// Source: https://kafka.apache.org/protocol#The_Messages_DescribeLogDirs, KIP-827 and KIP-1066.
/// </summary>
internal static class LogDirsMessage
{
    private const string What = "describe log directories";
    private const short Key = 35;
    private static readonly ApiRange Versions = new(Key, 4, 5);

    /// <summary>The directories alone. An empty list of topics: null would stand for all of them, and each partition would be listed.</summary>
    public static BrokerRequest<ImmutableArray<LogDirView>> Request { get; } = new(
        What,
        Versions,
        static version => new FlexibleRequest(Key, version).Count(0).NoTags().ToArray(),
        static (version, answer) => [.. ReadAnswer(version, answer).Select(directory => directory.LogDir)]);

    /// <summary>With all replicas in them.</summary>
    public static BrokerRequest<ImmutableArray<LogDirContents>> WithReplicas { get; } = new(
        What, Versions, static version => new FlexibleRequest(Key, version).Null().NoTags().ToArray(), static (version, answer) => ReadAnswer(version, answer));

    private static ImmutableArray<LogDirContents> ReadAnswer(short version, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        KafkaErrors.Check(What, answer.Int16());
        var directories = new List<LogDirContents>();
        for (var count = answer.Count(); count > 0; count--)
            directories.Add(Directory(version, ref answer));
        return [.. directories.OrderBy(directory => directory.LogDir.Path, StringComparer.Ordinal)];
    }

    private static LogDirContents Directory(short version, ref FlexibleAnswer answer)
    {
        var (error, path, replicas) = ((ErrorCode)answer.Int16(), answer.Text() ?? "", new List<ReplicaSize>());
        for (var topics = answer.Count(); topics > 0; topics--)
            ReadTopic(ref answer, replicas);
        var (total, usable) = (answer.Int64(), answer.Int64());
        if (version >= 5)
            answer.Byte(); // takes no new replicas
        answer.Tags();
        return new LogDirContents(new LogDirView(path, total, usable, IsOffline: error != ErrorCode.NoError), [.. replicas]);
    }

    private static void ReadTopic(ref FlexibleAnswer answer, List<ReplicaSize> replicas)
    {
        var topic = answer.Text() ?? "";
        for (var partitions = answer.Count(); partitions > 0; partitions--)
        {
            replicas.Add(new ReplicaSize(new PartitionId(topic, answer.Int32()), answer.Int64(), answer.Int64(), answer.Byte() != 0));
            answer.Tags();
        }

        answer.Tags();
    }
}
