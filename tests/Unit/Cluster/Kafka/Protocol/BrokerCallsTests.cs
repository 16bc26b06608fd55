using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>How brokers of other releases are asked, and how the controller is found.</summary>
public sealed class BrokerCallsTests
{
    private const string Done = "00000000 00 00000000 0000 00 00";
    private const string NotController = "00000000 00 00000000 0029 00 00";

    private static readonly BrokerCalls Calls = new(null, TimeSpan.FromSeconds(1));
    private static readonly NewVoter Voter = new(3002, new DirectoryId(Guid.Empty), []);
    private static readonly BrokerRequest<bool> AddVoter = VoterMessage.Add("c", Voter, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("0000 0000", 0)]
    [InlineData("0000 0001", 1)]
    [InlineData("0001 0009", 1)]
    public async Task Highest_version_that_both_speak_is_used(string range, short version)
    {
        await using var broker = Broker(1, range);

        await Calls.AskAsync(broker.View, AddVoter, default);

        Assert.Equal([((short)80, version)], broker.Asked);
    }

    [Theory]
    [InlineData(Versions + "02 0050 0002 0003 00 00000000 00", "add voter 3002: broker 7: it speaks version 2 to 3 of request 80, not 0 to 1")]
    [InlineData(Versions + "01 00000000 00", "add voter 3002: broker 7: it does not know request 80")]
    public async Task Broker_that_speaks_no_version_of_ours_is_named_with_its_own(string versions, string message)
    {
        await using var broker = new ScriptedBroker(7, (_, _) => versions);

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => Calls.AskAsync(broker.View, AddVoter, default));

        Assert.Equal((message, true), (failure.Message, failure.IsRefusal));
        Assert.Empty(broker.Asked);
    }

    [Theory]
    [InlineData("00000000 0000 ff")]
    [InlineData(null)]
    public async Task Broker_that_says_nothing_of_use_is_worth_another_look(string? answer)
    {
        await using var broker = new ScriptedBroker(7, (_, _) => answer);

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => Calls.AskAsync(broker.View, AddVoter, default));

        Assert.False(failure.IsRefusal);
        Assert.StartsWith("add voter 3002: broker 7: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_broker_that_speaks_it_will_do_and_each_is_asked_for_its_own()
    {
        await using var old = new ScriptedBroker(1, (_, _) => Versions + "01 00000000 00");
        await using var able = Broker(2, "0000 0000");

        Assert.True(await Calls.AskAnyAsync([old.View, able.View], AddVoter, default));
        var told = await Calls.AskEachAsync([old.View, able.View], AddVoter, default);

        Assert.IsType<Told<bool>.Unknown>(told[1]);
        Assert.Equal(new Told<bool>.Known(true), told[2]);
    }

    [Fact]
    public async Task New_controller_is_found_when_the_old_one_is_none_any_more()
    {
        await using var former = Broker(1, "0000 0001", NotController);
        await using var next = Broker(2, "0000 0001");

        Assert.True(await Controller([former.View, next.View], 1, 2).AskAsync(AddVoter, default));

        Assert.Single(former.Asked);
        Assert.Single(next.Asked);
    }

    [Fact]
    public async Task New_controller_is_found_when_the_old_one_is_gone()
    {
        await using var former = Broker(1, "0000 0001");
        await using var next = Broker(2, "0000 0001");
        await former.DisposeAsync();

        Assert.True(await Controller([former.View, next.View], 1, 2).AskAsync(AddVoter, default));

        Assert.Single(next.Asked);
    }

    [Fact]
    public async Task Search_for_the_controller_ends()
    {
        await using var broker = Broker(1, "0000 0001", NotController);

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => Controller([broker.View], 1, 1, 1, 1).AskAsync(AddVoter, default));

        Assert.Equal(("add voter 3002: broker 1: it is not the controller", false), (failure.Message, failure.IsRefusal));
        Assert.Equal(3, broker.Asked.Count);
    }

    [Fact]
    public async Task Cluster_that_knows_no_controller_is_worth_another_look()
    {
        await using var broker = Broker(1, "0000 0001");

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => Controller([broker.View], 2).AskAsync(AddVoter, default));

        Assert.Equal(("add voter 3002: no controller is known", false), (failure.Message, failure.IsRefusal));
    }

    private const string Versions = "00000000 0000 ";

    private static ScriptedBroker Broker(int id, string range, string answer = Done) =>
        new(id, (key, _) => key == 18 ? $"{Versions} 02 0050 {range} 00 00000000 00" : answer);

    /// <param name="controllers">What the cluster says at each look.</param>
    private static ControllerCalls Controller(BrokerView[] brokers, params int[] controllers)
    {
        var looks = new Queue<int>(controllers);
        return new ControllerCalls(Calls, _ => Task.FromResult(new KafkaView("c", looks.Dequeue(), [.. brokers])));
    }
}
