using System.Text.Json;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Reconciler.Loop;

public sealed class RequestLogTests
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();
    private readonly RequestLog _log;

    public RequestLogTests() => _log = new RequestLog(_time, RepeatAfter);

    [Fact]
    public void Work_under_way_is_left_to_its_worker()
    {
        _log.Follow(Plan(UnderWay("restart orders-brokers-1, orders-brokers-2")));
        _time.Advance(RepeatAfter);
        var moved = UnderWay("restart orders-brokers-2");
        _log.Follow(Plan(moved));

        Assert.False(_log.IsDue(moved));
    }

    [Fact]
    public void Work_under_way_that_stands_still_is_requested_again()
    {
        var stuck = UnderWay("restart orders-brokers-2");
        _log.Follow(Plan(stuck));
        _time.Advance(RepeatAfter);
        _log.Follow(Plan(stuck));

        Assert.True(_log.IsDue(stuck));
    }

    [Fact]
    public void Work_that_ended_and_begins_anew_counts_from_its_new_beginning()
    {
        var stuck = UnderWay("restart orders-brokers-2");
        _log.Follow(Plan(stuck));
        _log.Follow(Plan());
        _time.Advance(RepeatAfter);
        _log.Follow(Plan(stuck));

        Assert.False(_log.IsDue(stuck));
    }

    private static Plan Plan(params Change[] changes) => new(new string('b', 40), [.. changes]);

    private static Change UnderWay(string left)
    {
        var commit = new Commit(
            ResourceKey.Of("GitSource", "gitopskafka", "platform"), "https://git.example.com/platform.git", "main", new string('a', 40), "Ada <ada@example.com>", "Ada <ada@example.com>", "Upgrade", DateTimeOffset.UnixEpoch, 7);
        return new Change(
            new string('c', 40), ResourceKey.Of("KafkaCluster", "streaming", "orders"), ChangeOperation.Update, new Cause.FromCommit(commit), null, default(JsonElement), [],
            [new Effect.RestartNodes([left], ["spec.version"])], null)
        { IsUnderWay = true };
    }
}
