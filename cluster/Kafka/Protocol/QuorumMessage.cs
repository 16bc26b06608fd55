using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeQuorum, versions 1 and 2, which Kafka has from 3.3 and 3.9 on: who votes on the metadata, and how far each voter is. Any broker passes it
/// on to the quorum's leader. Pure. Source: https://kafka.apache.org/protocol#The_Messages_DescribeQuorum, KIP-836 and KIP-853.
/// </summary>
internal static class QuorumMessage
{
    private const string What = "describe the quorum";

    private const short Key = 55;

    /// <summary>Its failure may be that there is no leader.</summary>
    public static BrokerRequest<QuorumView> Request { get; } = new(What, new ApiRange(Key, 1, 2), Write, static (version, answer) => ReadAnswer(version, answer));

    private static byte[] Write(short version) =>
        new FlexibleRequest(Key, version).Count(1).Text("__cluster_metadata").Count(1).Int32(0).NoTags().NoTags().NoTags().ToArray();

    private static QuorumView ReadAnswer(short version, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        Check(version, ref answer);
        if (answer.Count() != 1)
            throw new IOException("the broker's answer cannot be read");
        answer.Text();
        if (answer.Count() != 1)
            throw new IOException("the broker's answer cannot be read");
        answer.Int32(); // partition
        Check(version, ref answer);
        var leader = answer.Int32();
        answer.Int32(); // epoch
        answer.Int64(); // high watermark
        return View(leader, Replicas(version, ref answer), Replicas(version, ref answer));
    }

    private static void Check(short version, ref FlexibleAnswer answer) => KafkaErrors.Check(What, answer.Int16(), version >= 2 ? answer.Text() : null);

    private static List<Replica> Replicas(short version, ref FlexibleAnswer answer)
    {
        var replicas = new List<Replica>();
        for (var count = answer.Count(); count > 0; count--)
        {
            var (id, directory, end) = (answer.Int32(), version >= 2 ? answer.Uuid() : Guid.Empty, answer.Int64());
            answer.Int64(); // last fetch
            replicas.Add(new Replica(id, directory, end, answer.Int64()));
            answer.Tags();
        }

        return replicas;
    }

    /// <summary>Of the leader the times are now, by its own clock: so no clock of ours is compared with it.</summary>
    private static QuorumView View(int leader, List<Replica> voters, List<Replica> observers)
    {
        var first = voters.Find(voter => voter.Id == leader);
        return new QuorumView(leader < 0 ? null : leader, Views(voters)) { Observers = Views(observers) };

        ImmutableArray<VoterView> Views(List<Replica> replicas) => [.. replicas.OrderBy(replica => replica.Id).Select(replica =>
            new VoterView(replica.Id, Math.Max((first?.EndOffset ?? 0) - replica.EndOffset, 0), Behind(replica)) { Directory = replica.Directory == Guid.Empty ? null : new DirectoryId(replica.Directory) })];

        TimeSpan? Behind(Replica replica) => replica == first ? TimeSpan.Zero
            : first is null || replica.CaughtUpMs < 0 ? null
            : TimeSpan.FromMilliseconds(Math.Max(first.CaughtUpMs - replica.CaughtUpMs, 0));
    }

    private sealed record Replica(int Id, Guid Directory, long EndOffset, long CaughtUpMs);
}
