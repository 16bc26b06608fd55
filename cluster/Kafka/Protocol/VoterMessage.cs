using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// AddRaftVoter, versions 0 and 1, and RemoveRaftVoter, version 0: who votes on the metadata. Any broker passes them on to the quorum's leader. Pure.
/// Source: KIP-853 and https://kafka.apache.org/protocol#The_Messages_AddRaftVoter.
/// </summary>
internal static class VoterMessage
{
    private const short AddKey = 80;
    private const short RemoveKey = 81;

    /// <param name="timeout">Longest wait of the quorum's leader.</param>
    public static BrokerRequest<bool> Add(string clusterId, NewVoter voter, TimeSpan timeout)
    {
        var what = $"add voter {voter.Id}";
        return new(what, new ApiRange(AddKey, 0, 1), version => Write(version, clusterId, voter, timeout), (_, answer) => Read(what, answer));
    }

    public static BrokerRequest<bool> Remove(string clusterId, int id, DirectoryId directory)
    {
        var what = $"remove voter {id}";
        return new(
            what,
            new ApiRange(RemoveKey, 0, 0),
            version => new FlexibleRequest(RemoveKey, version).Text(clusterId).Int32(id).Uuid(directory.Value).NoTags().ToArray(),
            (_, answer) => Read(what, answer));
    }

    private static byte[] Write(short version, string clusterId, NewVoter voter, TimeSpan timeout)
    {
        var request = new FlexibleRequest(AddKey, version).Text(clusterId).Int32((int)timeout.TotalMilliseconds).Int32(voter.Id).Uuid(voter.Directory.Value);
        request.Count(voter.Endpoints.Length);
        foreach (var endpoint in voter.Endpoints)
            request.Text(endpoint.Listener).Text(endpoint.Host).Int16(unchecked((short)checked((ushort)endpoint.Port))).NoTags();
        if (version >= 1)
            request.Boolean(true); // answer once it is committed, as in version 0
        return request.NoTags().ToArray();
    }

    private static bool Read(string what, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        KafkaErrors.Check(what, answer.Int16(), answer.Text());
        return true;
    }
}
