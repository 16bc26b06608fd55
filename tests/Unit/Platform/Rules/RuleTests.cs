using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

public sealed class RuleTests
{
    private static readonly RuleCase[] Cases = [.. GeneralCases.All, .. ClusterCases.All, .. ListenerCases.All, .. TemplateCases.All, .. ZooKeeperCases.All, .. TopicCases.All];

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string>();
            foreach (var (index, known) in Cases.Index())
                numbers.Add(index, known.Message);
            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Rule_names_field_value_and_remedy(int number, string message)
    {
        var known = Cases[number];

        var found = RuleSet.Judge(known.Bad).Violations.Where(violation => violation.RuleId == known.Id).ToArray();

        Assert.Contains(found, violation => violation.ToString() == message && violation.Severity == known.Severity);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Rule_is_silent_where_it_holds(int number, string message)
    {
        Assert.DoesNotContain(RuleSet.Judge(Cases[number].Good).Violations, violation => violation.ToString() == message && violation.Severity == Cases[number].Severity);
    }

    [Fact]
    public void Every_rule_has_a_case()
    {
        Assert.Empty(RuleSet.All.Select(info => info.Id).Except(Cases.Select(known => known.Id)));
    }

    [Fact]
    public void Sound_resources_break_no_rule()
    {
        Assert.Empty(RuleSet.Judge(Samples.Create(Samples.Prod, Samples.Orders)).Violations);
        Assert.Empty(RuleSet.Judge(Samples.Create(Samples.Orders, Samples.Prod)).Violations);
        Assert.Empty(RuleSet.Judge(Samples.Update(Samples.Prod, Samples.Prod.Version("4.3.1"), Samples.Orders)).Violations);
    }

    [Fact]
    public void Violations_are_sorted_by_path_and_rule()
    {
        var verdict = RuleSet.Judge(Samples.Create(Samples.Orders.Partitions(0).Replicated(0).Called("a/b_c.d").Set(("retention.ms", "x"))));

        Assert.Equal(
            ["spec.config[retention.ms] KT-17", "spec.partitions KT-07", "spec.replicationFactor KT-12", "spec.topicName KT-01", "spec.topicName KT-03"],
            verdict.Violations.Select(violation => $"{violation.Path} {violation.RuleId}"));
        Assert.False(verdict.IsAllowed);
    }

    [Fact]
    public void Infos_are_complete_and_sorted()
    {
        Assert.All(RuleSet.All, info =>
        {
            Assert.NotEmpty(info.Title);
            Assert.NotEmpty(info.Why);
            Assert.DoesNotContain('\n', info.Why);
        });
        Assert.Equal(RuleSet.All.Select(info => info.Id).Order(StringComparer.Ordinal), RuleSet.All.Select(info => info.Id));
    }

    [Fact]
    public void Secrets_are_never_printed()
    {
        var verdict = RuleSet.Judge(Samples.Create(Samples.Prod.Set(
            ("sasl.jaas.config", "hunter2"), ("audit.password", "hunter2"), ("ssl.key.password", "hunter2\nx"), ("zookeeper.ssl.keystore.password", "hunter2"))));

        Assert.NotEmpty(verdict.Violations);
        Assert.DoesNotContain(verdict.Violations, violation => violation.ToString().Contains("hunter2"));
    }
}
