using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using static GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol.Hex;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>Requests and answers by which clusters grow, shrink and are upgraded, byte by byte, as https://kafka.apache.org/protocol writes them.</summary>
public sealed class ScalingMessageTests
{
    private const string MetadataVersion = "11 6d657461646174612e76657273696f6e";
    private const string Directory = "000102030405060708090a0b0c0d0e0f";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly NewVoter Voter =
        new(3002, new DirectoryId(new Guid("00010203-0405-0607-0809-0a0b0c0d0e0f")), [new VoterEndpoint("CONTROLLER", "h", 40000)]);

    [Fact]
    public void Moves_are_written_topic_by_topic()
    {
        var request = ReassignMessage.Of([Placement("a", 0, 1, 2), Placement("b", 0, 4), Placement("a", 1, 3)], Second);

        AssertRequest("002d 0000", "000003e8 03 02 61 03 00000000 03 00000001 00000002 00 00000001 02 00000003 00 00 02 62 02 00000000 02 00000004 00 00 00", request.Write(0));
        AssertRequest("002d 0001", "000003e8 01 03 02 61 03 00000000 03 00000001 00000002 00 00000001 02 00000003 00 00 02 62 02 00000000 02 00000004 00 00 00", request.Write(1));
    }

    [Fact]
    public void Move_is_cancelled_by_a_null_for_its_replicas() =>
        AssertRequest("002d 0000", "000003e8 02 02 61 02 00000007 00 00 00 00", ReassignMessage.Cancel([new PartitionId("a", 7)], Second).Write(0));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "01")]
    public void All_faults_of_moves_are_told_but_that_there_is_none_to_cancel(short version, string mayChangeFactor)
    {
        var faults = ReassignMessage.Of([], Second).Read(version, Bytes($"""
            00000000 00 00000000 {mayChangeFactor} 0000 00 03
              02 61 04 00000000 0000 00 00 00000001 0027 03 6e6f 00 00000002 0055 00 00 00
              02 62 02 00000005 0007 00 00 00
              00
            """));

        Assert.Equal(
            [
                new PartitionFault(new PartitionId("a", 1), IsRefusal: true, "reassign partitions: a-1: InvalidReplicaAssignment: no"),
                new PartitionFault(new PartitionId("b", 5), IsRefusal: false, "reassign partitions: b-5: RequestTimedOut: Broker: Request timed out"),
            ],
            faults.AsEnumerable());
    }

    [Fact]
    public void Moves_under_way_are_asked_for_by_a_null_for_the_topics() => AssertRequest("002e 0000", "000003e8 00 00", ReassignmentsMessage.Of(Second).Write(0));

    [Fact]
    public void Moves_under_way_tell_where_they_go()
    {
        var views = ReassignmentsMessage.Of(Second).Read(0, Bytes("""
            00000000 00 00000000 0000 00 03
              02 62 02 00000000 02 00000001 01 01 00 00
              02 61 02 00000003 04 00000003 00000002 00000001 02 00000003 02 00000001 00 00
              00
            """));

        Assert.Equal([new PartitionId("a", 3), new PartitionId("b", 0)], views.Select(view => view.Partition));
        Assert.Equal(([3, 2, 1], [3], [1], [3, 2]), (views[0].Replicas.ToArray(), views[0].Adding.ToArray(), views[0].Removing.ToArray(), views[0].Goal.ToArray()), Same);
    }

    [Fact]
    public void Leaders_are_elected_of_some_partitions_or_of_all()
    {
        AssertRequest("002b 0002", "00 02 02 61 03 00000000 00000001 00 000003e8 00", ElectLeadersMessage.Of([new PartitionId("a", 0), new PartitionId("a", 1)], Second).Write(2));
        AssertRequest("002b 0002", "00 00 000003e8 00", ElectLeadersMessage.Of(null, Second).Write(2));
    }

    [Fact]
    public void Leader_that_is_the_preferred_one_already_is_no_fault() => Assert.Equal(
        [new PartitionFault(new PartitionId("a", 1), IsRefusal: false, "elect preferred leaders: a-1: PreferredLeaderNotAvailable: out")],
        ElectLeadersMessage.Of(null, Second).Read(2, Bytes("00000000 00 00000000 0000 02 02 61 03 00000000 0054 00 00 00000001 0050 04 6f7574 00 00 00")).AsEnumerable());

    [Fact]
    public void Broker_that_is_not_the_controller_may_say_so_of_each_partition() => Assert.Throws<NotControllerException>(() =>
        ElectLeadersMessage.Of(null, Second).Read(2, Bytes("00000000 00 00000000 0000 02 02 61 02 00000000 0029 00 00 00 00")));

    [Theory]
    [InlineData("0000", true)]
    [InlineData("0066", false)]
    public void Broker_that_is_forgotten_already_is_no_failure(string error, bool wasThere)
    {
        AssertRequest("0040 0000", "000003eb 00", UnregisterMessage.Of(1003).Write(0));

        Assert.Equal(wasThere, UnregisterMessage.Of(1003).Read(0, Bytes($"00000000 00 00000000 {error} 00 00")));
    }

    [Fact]
    public void Voter_is_added_with_its_directory_and_endpoints()
    {
        const string Body = $"02 63 000003e8 00000bba {Directory} 02 0b 434f4e54524f4c4c4552 02 68 9c40 00";

        AssertRequest("0050 0000", $"{Body} 00", VoterMessage.Add("c", Voter, Second).Write(0));
        AssertRequest("0050 0001", $"{Body} 01 00", VoterMessage.Add("c", Voter, Second).Write(1));
    }

    [Fact]
    public void Voter_is_removed_with_its_directory() =>
        AssertRequest("0051 0000", $"02 63 00000bba {Directory} 00", VoterMessage.Remove("c", Voter.Id, Voter.Directory).Write(0));

    [Theory]
    [InlineData("007e", "add voter 3002: DuplicateVoter: no", false)]
    [InlineData("0068", "add voter 3002: InconsistentClusterId: no", true)]
    [InlineData("002a", "add voter 3002: InvalidRequest: no", true)]
    public void Failure_of_a_voter_has_a_name(string error, string message, bool isRefusal)
    {
        var failure = Assert.Throws<KafkaAdminException>(() => VoterMessage.Add("c", Voter, Second).Read(0, Bytes($"00000000 00 00000000 {error} 03 6e6f 00")));

        Assert.Equal((message, isRefusal), (failure.Message, failure.IsRefusal));
    }

    [Fact]
    public void Features_are_raised_together()
    {
        var levels = new Dictionary<string, int> { ["metadata.version"] = 21, ["group.version"] = 1 };

        foreach (var version in (short[])[1, 2])
        {
            AssertRequest(
                $"0039 000{version}", $"000003e8 03 0e 67726f75702e76657273696f6e 0001 01 00 {MetadataVersion} 0015 01 00 01 00",
                UpdateFeaturesMessage.Of(levels, isTrial: true, Second).Write(version));
        }
    }

    [Theory]
    [InlineData(1, "0000 00 04 02 61 0060 03 6e6f 00 02 62 0000 00 00 02 63 005f 04 6f6c64 00 00", "raise features: a: FeatureUpdateFailed: no; c: InvalidUpdateVersion: old", false)]
    [InlineData(1, "0000 00 02 02 61 0060 03 6e6f 00 00", "raise features: a: FeatureUpdateFailed: no", false)]
    [InlineData(2, "005f 03 6e6f 00", "raise features: InvalidUpdateVersion: no", false)]
    [InlineData(1, "0000 00 02 02 61 002a 03 6e6f 00 00", "raise features: a: InvalidRequest: no", true)]
    public void All_features_that_cannot_be_raised_are_told(short version, string answer, string message, bool isRefusal)
    {
        var failure = Assert.Throws<KafkaAdminException>(() => UpdateFeaturesMessage.Of(ImmutableDictionary<string, int>.Empty, isTrial: false, Second).Read(version, Bytes($"00000000 00 00000000 {answer}")));

        Assert.Equal((message, isRefusal), (failure.Message, failure.IsRefusal));
    }

    [Fact]
    public void Versions_and_features_are_asked_for() =>
        AssertRequest("0012 0004", "0c 6769746f70736b61666b61 02 31 00", ApiVersionsMessage.Request.Write(4));

    [Fact]
    public void Versions_and_features_are_read_past_fields_that_are_new()
    {
        var versions = ApiVersionsMessage.ReadAnswer(Bytes("""
            00000000 0000 03 0012 0000 0004 00 002d 0000 0001 00 00000000
              04 00 0a 02 04 612e76 0000 0003 00
                 01 08 0000000000000009
                 02 0a 02 04 612e76 0002 0000 00
                 03 01 01
            """));

        Assert.Equal([new ApiRange(18, 0, 4), new ApiRange(45, 0, 1)], versions.Requests.Values.OrderBy(range => range.Key));
        Assert.Equal([KeyValuePair.Create("a.v", new FeatureLevels(0, 3))], versions.Supported);
        Assert.Equal((9, [KeyValuePair.Create("a.v", 2)]), (versions.Epoch, versions.Finalized.ToArray()), (one, other) => one.Item1 == other.Item1 && one.Item2.SequenceEqual(other.Item2));
    }

    [Fact]
    public void Replicas_are_read_with_their_sizes()
    {
        AssertRequest("0023 0005", "00 00", LogDirsMessage.WithReplicas.Write(5));

        var directories = LogDirsMessage.WithReplicas.Read(5, Bytes("""
            00000000 00 00000000 0000
              03 0038 03 2f62 01 ffffffffffffffff ffffffffffffffff 00 00
                 0000 03 2f61 02 02 78 03 00000001 0000000000000002 0000000000000000 00 00
                                          00000002 0000000000000005 ffffffffffffffff 01 00 00 0000000000000064 0000000000000019 01 00
              00
            """));

        Assert.Equal([new LogDirView("/a", 100, 25, IsOffline: false), new LogDirView("/b", -1, -1, IsOffline: true)], directories.Select(directory => directory.LogDir));
        Assert.Equal(
            [new ReplicaSize(new PartitionId("x", 1), 2, 0, IsFuture: false), new ReplicaSize(new PartitionId("x", 2), 5, -1, IsFuture: true)],
            directories[0].Replicas.AsEnumerable());
        Assert.Empty(directories[1].Replicas);
    }

    public static TheoryData<string, Action<byte[]>> Answers => new()
    {
        { "00000000 00 00000000 01 0000 00 02 02 61 02 00000001 0027 03 6e6f 00 00 00", answer => ReassignMessage.Of([], Second).Read(1, answer) },
        { "00000000 00 00000000 0000 00 02 02 61 02 00000003 03 00000003 00000001 02 00000003 02 00000001 00 00 00", answer => ReassignmentsMessage.Of(Second).Read(0, answer) },
        { "00000000 00 00000000 0000 02 02 61 02 00000000 0054 00 00 00 00", answer => ElectLeadersMessage.Of(null, Second).Read(2, answer) },
        { "00000000 00 00000000 0000 00 00", answer => UnregisterMessage.Of(1).Read(0, answer) },
        { "00000000 00 00000000 0000 00 00", answer => VoterMessage.Add("c", Voter, Second).Read(1, answer) },
        { "00000000 00 00000000 0000 00 02 02 61 0000 03 6e6f 00 00", answer => UpdateFeaturesMessage.Of(ImmutableDictionary<string, int>.Empty, false, Second).Read(1, answer) },
        { "00000000 0000 02 0012 0000 0004 00 00000000 02 00 0a 02 04 612e76 0000 0003 00 02 0a 02 04 612e76 0002 0000 00 00", answer => ApiVersionsMessage.ReadAnswer(answer) },
        { "00000000 00 00000000 0000 02 0000 03 2f61 02 02 78 02 00000001 0000000000000002 0000000000000000 00 00 00 0000000000000064 0000000000000019 01 00 00", answer => LogDirsMessage.WithReplicas.Read(5, answer) },
    };

    /// <summary>Only the tagged fields at the very end are nothing to us.</summary>
    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public void Answer_that_ends_early_cannot_be_read(string whole, Action<byte[]> read)
    {
        var bytes = Bytes(whole);
        read(bytes);

        for (var length = 0; length < bytes.Length - 1; length++)
            Assert.Throws<IOException>(() => read(bytes[..length]));
    }

    private static bool Same((int[] A, int[] B, int[] C, int[] D) one, (int[] A, int[] B, int[] C, int[] D) other) =>
        one.A.SequenceEqual(other.A) && one.B.SequenceEqual(other.B) && one.C.SequenceEqual(other.C) && one.D.SequenceEqual(other.D);

    private static PartitionPlacement Placement(string topic, int number, params int[] replicas) => new(new PartitionId(topic, number), [.. replicas]);

    /// <summary>With the size and the header that all of ours have.</summary>
    private static void AssertRequest(string keyAndVersion, string body, byte[] actual)
    {
        var expected = Bytes($"{keyAndVersion} 00000000 000b 6769746f70736b61666b61 00 {body}");
        Assert.Equal($"{expected.Length:x8}{Convert.ToHexStringLower(expected)}", Convert.ToHexStringLower(actual));
    }
}
