using System.Globalization;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

[Collection(RealPlatformCollection.Name)]
public sealed class ProvisionTests(RealPlatform platform, ITestOutputHelper output)
{
    /// <summary>
    /// The goal is 1.3 times plain StatefulSets, as printed. One sample on shared processors strays by a third, and a test is no benchmark: it fails
    /// only where nodes wait for something that they should not.
    /// </summary>
    private const double MostRatio = 2;

    [SkippableFact]
    public async Task Push_of_a_cluster_becomes_nodes_that_are_ready()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);

        var provision = await platform.OrdersAsync();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three controllers and three brokers are ready {provision.PodsReady.TotalSeconds:0.0} s after the push, the KafkaCluster says so after {provision.ClusterReady.TotalSeconds:0.0} s"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"plain StatefulSets, written by hand: {provision.Floor.TotalSeconds:0.0} s; ratio {provision.PodsReady / provision.Floor:0.00}"));
        Assert.Equal(
            ["orders-brokers-0", "orders-brokers-1", "orders-brokers-2", "orders-controllers-0", "orders-controllers-1", "orders-controllers-2"],
            await platform.Nodes.ReadyAsync());
        Assert.InRange(provision.PodsReady / provision.Floor, 0, MostRatio);
    }
}
