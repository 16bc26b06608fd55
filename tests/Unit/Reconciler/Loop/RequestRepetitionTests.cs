using System.Text.Json;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Reconciler.Loop;

public sealed class RequestRepetitionTests
{
    private static readonly BlockReason Unknown = new("PlacementUnknown", "Kafka could not be asked");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Change_is_due_once_until_it_is_time_to_repeat_it()
    {
        var log = Log(blocked: null);

        Assert.False(log.IsDue(Change(null)));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(log.IsDue(Change(null)));
    }

    [Fact]
    public void Change_is_due_at_once_when_nothing_holds_it_back_any_more() => Assert.True(Log(Unknown).IsDue(Change(null)));

    [Fact]
    public void Blocked_change_is_told_again_only_for_another_reason()
    {
        var log = Log(Unknown);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(log.IsDue(Change(Unknown)));
        Assert.True(log.IsDue(Change(Unknown with { Code = "BrokersNotEmpty" })));
    }

    private RequestLog Log(BlockReason? blocked)
    {
        var log = new RequestLog(_time, TimeSpan.FromMinutes(5));
        log.Remember(new Plan("plan", [Change(blocked)]), [Change(blocked)]);
        return log;
    }

    private static Change Change(BlockReason? blocked)
    {
        var commit = new Commit(ResourceKey.Of("GitSource", "gitopskafka", "platform"), "https://git.example.com/platform.git", "main", new string('a', 40), "Ada", "Ada", "Scale in", DateTimeOffset.UnixEpoch, 7);
        return new Change("id", ResourceKey.Of("KafkaCluster", "streaming", "orders"), ChangeOperation.Update, new Cause.FromCommit(commit), null, JsonDocument.Parse("{}").RootElement, [], [], blocked);
    }
}
