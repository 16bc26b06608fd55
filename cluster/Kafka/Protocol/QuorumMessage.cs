using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeQuorum, version 1, which Kafka has from 3.3 on: who votes on the metadata, and how far each voter is. Any broker passes it on to the
/// quorum's leader. Pure. Source: https://kafka.apache.org/protocol#The_Messages_DescribeQuorum and KIP-836.
/// </summary>
internal static class QuorumMessage
{
    public const string What = "describe the quorum";

    public static byte[] Request { get; } = new FlexibleRequest(apiKey: 55, version: 1)
        .Count(1).Text("__cluster_metadata").Count(1).Int32(0).NoTags().NoTags().NoTags().ToArray();

    /// <exception cref="KafkaAdminException">The broker reports an error, such as no leader.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static QuorumView ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        Check(answer.Int16());
        if (answer.Count() != 1)
            throw new IOException("the broker's answer cannot be read");
        answer.Text();
        if (answer.Count() != 1)
            throw new IOException("the broker's answer cannot be read");
        answer.Int32(); // partition
        Check(answer.Int16());
        var leader = answer.Int32();
        answer.Int32(); // epoch
        answer.Int64(); // high watermark
        return View(leader, Replicas(ref answer));
    }

    private static List<Replica> Replicas(ref FlexibleAnswer answer)
    {
        var replicas = new List<Replica>();
        for (var count = answer.Count(); count > 0; count--)
        {
            var (id, end) = (answer.Int32(), answer.Int64());
            answer.Int64(); // last fetch
            replicas.Add(new Replica(id, end, answer.Int64()));
            answer.Tags();
        }

        return replicas;
    }

    /// <summary>Of the leader the times are now, by its own clock: so no clock of ours is compared with it.</summary>
    private static QuorumView View(int leader, List<Replica> voters)
    {
        var first = voters.Find(voter => voter.Id == leader);
        return new QuorumView(leader < 0 ? null : leader, [.. voters.OrderBy(voter => voter.Id).Select(voter => new VoterView(voter.Id, Math.Max((first?.EndOffset ?? 0) - voter.EndOffset, 0), Behind(voter)))]);

        TimeSpan? Behind(Replica voter) => voter.Id == leader ? TimeSpan.Zero
            : first is null || voter.CaughtUpMs < 0 ? null
            : TimeSpan.FromMilliseconds(Math.Max(first.CaughtUpMs - voter.CaughtUpMs, 0));
    }

    private static void Check(short error)
    {
        if (error != 0)
            throw KafkaErrors.ToException(What, new Error((ErrorCode)error));
    }

    private sealed record Replica(int Id, long EndOffset, long CaughtUpMs);
}
