using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

public sealed class RatchetTests
{
    [Fact]
    public void Update_is_not_refused_for_what_was_there_before()
    {
        var stored = Orders.Set(("retention.m", "1"));

        var verdict = RuleSet.Judge(Update(stored, stored.Partitions(24)));

        Assert.True(verdict.IsAllowed);
        Assert.Equal("spec.config[retention.m]: Forbidden: unknown topic setting; did you mean \"retention.ms\"? [KT-21]", verdict.Warnings.Single().ToString());
    }

    [Fact]
    public void Update_that_makes_a_violation_worse_is_refused()
    {
        var stored = Prod.Brokers(2);

        Assert.True(RuleSet.Judge(Update(stored, stored.Set(("num.io.threads", "16")))).IsAllowed);
        Assert.False(RuleSet.Judge(Update(stored, stored.Brokers(1))).IsAllowed);
    }

    [Fact]
    public void Transition_rules_are_never_softened()
    {
        var stored = Orders.Partitions(6) with { Status = new KafkaTopicStatus { Partitions = 12 } };

        Assert.Contains(RuleSet.Judge(Update(stored, stored.Partitions(8))).Denials, violation => violation.RuleId == "KT-08");
    }

    [Fact]
    public void New_violation_is_refused_beside_an_old_one()
    {
        var stored = Orders.Set(("retention.m", "1"));

        var verdict = RuleSet.Judge(Update(stored, stored.Set(("retention.bytes", "all"))));

        Assert.Equal(["KT-17"], verdict.Denials.Select(violation => violation.RuleId));
        Assert.Equal(["KT-21"], verdict.Warnings.Select(violation => violation.RuleId));
    }

    [Fact]
    public void Any_write_to_an_object_that_is_being_deleted_is_allowed()
    {
        var leaving = Orders.Protected() with { Metadata = Orders.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } };

        Assert.Equal(Verdict.Clean, RuleSet.Judge(Update(leaving, Orders.Partitions(0))));
        Assert.Equal(Verdict.Clean, RuleSet.Judge(Delete(leaving)));
    }

    [Fact]
    public void New_object_cannot_claim_to_be_leaving()
    {
        var claimed = Orders.Partitions(0) with { Metadata = Orders.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } };

        Assert.False(RuleSet.Judge(Create(claimed)).IsAllowed);
        Assert.False(RuleSet.Judge(Update(Orders, claimed)).IsAllowed);
    }

    [Fact]
    public void Unknown_neighbours_never_deny()
    {
        Assert.Empty(RuleSet.Judge(Create(Orders.In("nowhere"))).Violations);
        Assert.True(RuleSet.Judge(Create(Orders.In("nowhere"), Prod)).IsAllowed);
    }
}
