using System.Text.Json;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Unit.Platform.Events;

namespace GitOpsKafka.Tests.Unit.Cli;

public sealed class AuditCommandTests : IDisposable
{
    private const string Applied = "4f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6";
    private const string Moving = "4f77000000000000000000000000000000000000";

    private static readonly ResourceKey Orders = SampleEvents.Topic("orders");
    private static readonly ResourceKey Cluster = ResourceKey.Parse("KafkaCluster/streaming/orders");

    private readonly CliWorld _world = new();

    public AuditCommandTests()
    {
        Publish(
            "reconciler-1",
            (0, SampleEvents.Requested(Applied, Orders)),
            (60, SampleEvents.Requested(Moving, Cluster)),
            (90, new PlatformEvent.ChangeBlocked("b10c", ChangeOperation.Delete, SampleEvents.Topic("payments"), CauseData.Of(new Cause.FromDrift(SampleEvents.Commit, ["kubectl-edit"])), new BlockReason("DeletionProtected", "Remove the protection first."), [])));
        Publish(
            "worker-1",
            (1, new PlatformEvent.ChangeStarted(Applied, Orders, "worker-1", 1)),
            (5, new PlatformEvent.ChangeApplied(Applied, Orders, ["set retention.ms"], 1200, false)),
            (61, new PlatformEvent.ChangeStarted(Moving, Cluster, "worker-1", 1)),
            (70, new PlatformEvent.ChangeProgressed(Moving, Cluster, "restarted orders-brokers-1", 2, 3)));
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task List_prints_one_line_a_change_with_who_and_how_it_ended()
    {
        var result = await _world.RunAsync("audit", "list");

        Assert.Equal(
            """
            TIME                   CHANGE     RESOURCE                        OPERATION   COMMIT     AUTHOR                OUTCOME   TOOK   REMARK
            2026-03-01 12:00:00Z   4f2a91c0   KafkaTopic/streaming/orders     update      aaaaaaaa   Ada                   applied   5s     
            2026-03-01 12:01:00Z   4f770000   KafkaCluster/streaming/orders   update      aaaaaaaa   Ada                   open      -      restarted orders-brokers-1 (2 of 3)
            2026-03-01 12:01:30Z   b10c       KafkaTopic/streaming/payments   delete      aaaaaaaa   drift: kubectl-edit   blocked   -      Remove the protection first. [DeletionProtected]

            """,
            result.Output);
        Assert.Equal("3 changes, 1 open\n", result.Error);
    }

    [Theory]
    [InlineData("1", "--resource", "KafkaTopic/streaming/orders")]
    [InlineData("1", "--open")]
    [InlineData("3", "--commit", "AAAA")]
    [InlineData("0", "--commit", "bbbb")]
    [InlineData("2", "--since", "2026-03-01T12:00:30Z")]
    [InlineData("2", "--since", "179.5m")]
    public async Task List_can_be_narrowed(string count, params string[] options) =>
        Assert.StartsWith($"{count} changes", (await _world.RunAsync(["audit", "list", .. options])).Error, StringComparison.Ordinal);

    [Fact]
    public async Task List_is_there_for_programs()
    {
        var changes = JsonElement.Parse((await _world.RunAsync("audit", "list", "-o", "json")).Output);

        Assert.Equal(["applied", "open", "blocked"], changes.EnumerateArray().Select(change => change.GetProperty("outcome").GetString()));
        Assert.Equal(5000, changes[0].GetProperty("durationMs").GetDouble());
    }

    [Fact]
    public async Task Show_tells_the_whole_story_of_one_change()
    {
        var result = await _world.RunAsync("audit", "show", "4f2a");

        var heads = _world.Trail.ToLookup(record => SampleTrail.Envelope(record).Producer, record => SampleTrail.Envelope(record).Chain[..12]);
        Assert.Equal(
            $"""
            change     4f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6
            resource   KafkaTopic/streaming/orders
            operation  update
            cause      commit {new string('a', 40)} on main of https://git.example.org/streaming/platform
                       by Ada <ada@example.org> at 2026-03-01 11:55:00Z
                         Raise retention of orders
                         
                         Agreed with "finance" — see ☂.
            plan       plan-1
            outcome    applied after 5s
            fields
              spec.config[retention.ms]: 1000 → absent
              spec.partitions: absent → 6
            effects
              1. set on topic orders: retention.ms=1000 (data goes away)

            TIME                   EVENT              PARTITION   OFFSET   PRODUCER          CHAIN          WHAT
            2026-03-01 12:00:00Z   change.requested   0           0        reconciler-1 #1   {heads["reconciler-1"].First()}   update because of commit aaaaaaaa by Ada: set on topic orders: retention.ms=1000
            2026-03-01 12:00:01Z   change.started     0           3        worker-1 #1       {heads["worker-1"].First()}   by worker-1, attempt 1
            2026-03-01 12:00:05Z   change.applied     0           4        worker-1 #2       {heads["worker-1"].ElementAt(1)}   set retention.ms in 1.2s

            """,
            result.Output);
    }

    [Fact]
    public async Task Show_as_json_holds_the_events_as_published()
    {
        var json = JsonElement.Parse((await _world.RunAsync("audit", "show", Applied, "-o", "json")).Output);

        Assert.Equal(3, json.GetProperty("events").GetArrayLength());
        Assert.Equal("io.gitopskafka.change.requested.v1", json.GetProperty("events")[0].GetProperty("event").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("4f", "2 changes begin with 4f")]
    [InlineData("dead", "no change begins with dead")]
    public async Task Show_wants_the_beginning_of_one_change(string id, string message)
    {
        var result = await _world.RunAsync("audit", "show", id);

        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_is_content_with_a_trail_as_published()
    {
        var result = await _world.RunAsync("audit", "verify");

        Assert.Equal((0, "7 records of 2 producers: intact\n"), (result.Code, result.Error));
        Assert.StartsWith("PRODUCER       EVENTS   FIRST   LAST   HEAD\nreconciler-1   3        1       3      ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_names_the_place_of_one_flipped_byte()
    {
        var bytes = _world.Trail[4].Bytes.ToArray();
        bytes[bytes.AsSpan().IndexOf("retention"u8)] = (byte)'R';
        _world.Trail[4] = _world.Trail[4] with { Bytes = bytes };

        var result = await _world.RunAsync("audit", "verify");

        Assert.Equal(1, result.Code);
        Assert.Contains("altered: worker-1 #2 (partition 0 offset 4)", result.Output, StringComparison.Ordinal);
        Assert.Equal("7 records of 2 producers: NOT intact, 1 finding\n", result.Error);
    }

    [Fact]
    public async Task Verify_sees_a_tail_that_was_cut_off_only_against_heads_kept_elsewhere()
    {
        _world.Write("heads.json", (await _world.RunAsync("audit", "verify", "-o", "json")).Output);
        _world.Trail.RemoveAt(_world.Trail.Count - 1);

        Assert.Equal(0, (await _world.RunAsync("audit", "verify")).Code);
        var result = await _world.RunAsync("audit", "verify", "--heads", "heads.json");

        Assert.Equal(1, result.Code);
        Assert.Contains("missing: worker-1 #4", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_trail_verifies_without_the_bus()
    {
        _world.Write("trail.jsonl", (await _world.RunAsync("audit", "export")).Output);
        _world.Trail.Clear();
        _world.Environment.Clear();

        Assert.Equal("7 records of 2 producers: intact\n", (await _world.RunAsync("audit", "verify", "--file", "trail.jsonl")).Error);
        Assert.Equal("3 changes, 1 open\n", (await _world.RunAsync("audit", "list", "--file", "trail.jsonl")).Error);
    }

    [Fact]
    public async Task A_broken_line_of_an_exported_trail_is_named()
    {
        _world.Write("trail.jsonl", (await _world.RunAsync("audit", "export")).Output + "{\"partition\":\n");

        Assert.Contains("trail.jsonl:8: not a line of an exported trail", (await _world.RunAsync("audit", "verify", "--file", "trail.jsonl")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_prints_a_line_an_event()
    {
        var result = await _world.RunAsync("audit", "follow", "--resource", "KafkaCluster/streaming/orders");

        Assert.Equal(
            """
            2026-03-01 12:01:00Z  change.requested    4f770000  KafkaCluster/streaming/orders  update because of commit aaaaaaaa by Ada: set on topic orders: retention.ms=1000
            2026-03-01 12:01:01Z  change.started      4f770000  KafkaCluster/streaming/orders  by worker-1, attempt 1
            2026-03-01 12:01:10Z  change.progressed   4f770000  KafkaCluster/streaming/orders  restarted orders-brokers-1 (2 of 3)

            """,
            result.Output);
    }

    [Fact]
    public async Task Follow_as_json_prints_one_object_a_line()
    {
        var lines = (await _world.RunAsync("audit", "follow", "-o", "json")).Output.TrimEnd().Split('\n');

        Assert.Equal(7, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("io.gitopskafka.change.", JsonElement.Parse(line).GetProperty("event").GetProperty("type").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_of_others_are_counted_and_left_out()
    {
        _world.Trail.Add(new TrailRecord(2, 0, "orders", "hello"u8.ToArray(), SampleEvents.Noon));

        Assert.Contains("warning: 1 records are no events", (await _world.RunAsync("audit", "list")).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await _world.RunAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task It_must_be_said_where_the_trail_is()
    {
        _world.Environment.Clear();

        var result = await _world.RunAsync("audit", "list");

        Assert.Equal(2, result.Code);
        Assert.StartsWith("error: where is the event topic? Give --bootstrap", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_Kafka_settings_is_read_and_its_values_never_printed()
    {
        _world.Environment.Clear();
        _world.Write("kafka.properties", "# the bus\nbootstrap.servers = kafka:9093\nsasl.password=hunter2\n");

        Assert.Equal(0, (await _world.RunAsync("audit", "list", "--kafka-config", "kafka.properties")).Code);
        var broken = await _world.Write("kafka.properties", "sasl.username=ada\nhunter2\n").RunAsync("audit", "list", "--kafka-config", "kafka.properties");
        Assert.Equal("error: kafka.properties:2: expected name=value\n", broken.Error);
    }

    private void Publish(string producer, params (int Second, PlatformEvent Data)[] events)
    {
        var head = ChainHead.Start(producer);
        foreach (var (second, data) in events)
        {
            var link = EventChain.Seal(data, SampleEvents.Noon.AddSeconds(second), "/" + producer, head, null);
            head = link.Head;
            _world.Trail.Add(SampleTrail.Record(link, 0, _world.Trail.Count));
        }
    }
}
