using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

public sealed class PodTests
{
    [Theory]
    [InlineData("3.9.2", "log4j.properties", "-Dlog4j.configuration=file:/etc/kafka-config/log4j.properties")]
    [InlineData("4.3.1", "log4j2.yaml", "-Dlog4j2.configurationFile=/etc/kafka-config/log4j2.yaml")]
    [InlineData("10.0.0", "log4j2.yaml", "-Dlog4j2.configurationFile=/etc/kafka-config/log4j2.yaml")]
    public void Node_logs_as_its_version_of_Kafka_can(string version, string file, string option)
    {
        var cluster = Clusters.Orders(version);

        Assert.Contains(file, Clusters.Config(cluster, "orders-brokers-config").Keys);
        Assert.Equal(option, Variable("LOGGING_OPTIONS", Clusters.Container(cluster, "orders-brokers").Env));
    }

    /// <summary>They would go for every tool that is run in the container, too.</summary>
    [Fact]
    public void Container_has_no_options_of_Java() =>
        Assert.DoesNotContain(Clusters.Container(Clusters.Orders(), "orders-brokers").Env, variable => variable.Name.StartsWith("KAFKA_", StringComparison.Ordinal));

    /// <summary>Peers come back under new addresses, and are not there at first.</summary>
    [Fact]
    public void Node_does_not_remember_that_a_peer_was_not_found() =>
        Assert.Contains("networkaddress.cache.negative.ttl=0\n", Clusters.Config(Clusters.Orders(), "orders-brokers-config")["java.security"]);

    [Fact]
    public void Node_is_found_ready_within_a_second()
    {
        var probe = Clusters.Container(Clusters.Orders(), "orders-brokers").ReadinessProbe;

        Assert.Equal(1, probe.PeriodSeconds);
        Assert.Null(probe.InitialDelaySeconds);
    }

    /// <summary>Until the startup probe succeeds there is no readiness: it must be as quick to see that the node serves.</summary>
    [Fact]
    public void Node_has_an_hour_to_recover_its_logs_and_is_still_found_ready_at_once()
    {
        var probe = Clusters.Container(Clusters.Orders(), "orders-brokers").StartupProbe;

        Assert.Equal(1, probe.PeriodSeconds);
        Assert.InRange(probe.FailureThreshold!.Value * probe.PeriodSeconds!.Value, 3600, int.MaxValue);
        Assert.Null(probe.InitialDelaySeconds);
    }

    [Fact]
    public void Node_is_given_minutes_before_it_counts_as_dead()
    {
        var probe = Clusters.Container(Clusters.Orders(), "orders-brokers").LivenessProbe;

        Assert.InRange(probe.FailureThreshold!.Value * probe.PeriodSeconds!.Value, 300, int.MaxValue);
        Assert.Equal("9091", probe.TcpSocket.Port.Value);
    }

    /// <summary>Kafka waits 5 minutes for its leaders to move away, then closes its logs.</summary>
    [Fact]
    public void Node_is_not_killed_while_it_stops() => Assert.InRange(Pod(Clusters.Orders()).TerminationGracePeriodSeconds!.Value, 301, int.MaxValue);

    [Fact]
    public void Nodes_are_spread_over_racks_but_start_where_they_can()
    {
        Assert.Null(Pod(Clusters.Orders()).TopologySpreadConstraints);

        var constraint = Assert.Single(Pod(Clusters.External()).TopologySpreadConstraints);

        Assert.Equal(("topology.kubernetes.io/zone", "ScheduleAnyway", 1), (constraint.TopologyKey, constraint.WhenUnsatisfiable, constraint.MaxSkew));
        Assert.Equal("broker", constraint.LabelSelector.MatchLabels[Marks.Role]);
    }

    [Fact]
    public void Node_runs_as_an_account_without_a_token()
    {
        var account = Assert.Single(Clusters.Render(Clusters.Orders()), rendered => rendered.Key.Type == ResourceType.ServiceAccounts);

        Assert.False(account.At("automountServiceAccountToken")!.Value.GetBoolean());
        Assert.Equal((account.Key.Name, false), (Pod(Clusters.Orders()).ServiceAccountName, Pod(Clusters.Orders()).AutomountServiceAccountToken));
    }

    private static k8s.Models.V1PodSpec Pod(KafkaCluster cluster) => Clusters.StatefulSet(cluster, "orders-brokers").Spec.Template.Spec;

    private static string Variable(string name, IEnumerable<k8s.Models.V1EnvVar> environment) => environment.Single(variable => variable.Name == name).Value;
}
