using GitOpsKafka.Platform.Objects;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

public sealed class NetworkPolicyTests
{
    [Fact]
    public void Controllers_are_reached_by_nodes_of_the_cluster_alone()
    {
        var rule = Assert.Single(Policy("orders-controllers").Ingress);

        Assert.Equal(["9090"], Ports(rule));
        Assert.Equal("gitopskafka.io/cluster=orders", Text(Assert.Single(rule.FromProperty).PodSelector));
        Assert.Null(rule.FromProperty[0].NamespaceSelector);
    }

    [Fact]
    public void Brokers_are_reached_by_nodes_and_the_worker_and_on_ports_of_clients_by_everybody()
    {
        var rules = Policy("orders-brokers").Ingress;

        Assert.Equal([["9091"], ["9092", "9094"]], rules.Select(Ports));
        Assert.Equal(["gitopskafka.io/cluster=orders", "app.kubernetes.io/name=gitopskafka"], rules[0].FromProperty.Select(peer => Text(peer.PodSelector)));
        Assert.NotNull(rules[0].FromProperty[1].NamespaceSelector);
        Assert.Null(rules[1].FromProperty);
    }

    [Fact]
    public void What_nodes_connect_to_is_left_open() => Assert.Equal(["Ingress"], Policy("orders-brokers").PolicyTypes);

    private static V1NetworkPolicySpec Policy(string name) => KubernetesJson.Deserialize<V1NetworkPolicy>(
        Clusters.Render(Clusters.External()).Single(rendered => rendered.Key.Type == ResourceType.NetworkPolicies && rendered.Key.Name == name).Json.GetRawText()).Spec;

    private static IEnumerable<string> Ports(V1NetworkPolicyIngressRule rule) => rule.Ports.Select(port => port.Port.Value);

    private static string Text(V1LabelSelector selector) => string.Join(',', selector.MatchLabels.Select(label => $"{label.Key}={label.Value}"));
}
