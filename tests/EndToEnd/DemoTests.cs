using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary><c>gitopskafka demo --cluster</c>, as a person runs it who looks at the product for the first time.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class DemoTests(RealPlatform platform, ITestOutputHelper output)
{
    private const string Namespace = "demo";

    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableFact]
    [Trait("Category", "Soak")]
    public async Task Demo_plays_on_a_real_cluster_and_leaves_nothing_behind()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        Skip.If(Parts.WithNodes.WhyNoKafkaVersion("4.2.1") is not null, Parts.WithNodes.WhyNoKafkaVersion("4.2.1"));
        await platform.Cluster.AddKafkaAsync(Parts.WithNodes.Kafka("4.2.1"), None);
        var volumes = await VolumesAsync();

        await platform.WithoutProductAsync(async () =>
        {
            var commandLine = platform.Cluster.Inside(["dotnet", Product.Dll("cli", "gitopskafka"), "demo", "--cluster", "--kubeconfig", platform.Cluster.KubeconfigPath, "--namespace", Namespace]);
            var run = await ToolRun.StartAsync(commandLine[0], commandLine.Skip(1), None);
            output.WriteLine(run.Output);
            run.MustSucceed();
        });

        Assert.Equal("", await platform.Cluster.Kubectl.GetAsync(None, "get", "namespace", Namespace, "--ignore-not-found"));
        await Eventually.TrueAsync(async () => await VolumesAsync() == volumes, "the volumes of the demo to go");
    }

    private Task<string> VolumesAsync() => platform.Cluster.Kubectl.GetAsync(None, "get", "persistentvolumes", "--output", "name");
}
