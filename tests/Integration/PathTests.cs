using System.Text.Json;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>A commit changes a cluster: the whole path on real parts.</summary>
public abstract class PathTests(LivePlatform platform, ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Pushed_cluster_and_topic_are_made_and_reported()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        await platform.PushAsync(new Dictionary<string, string?> { ["clusters/orders.yaml"] = Manifests.Cluster("orders"), ["topics/orders.yaml"] = Manifests.Topic("orders.v1") }, "Create orders");

        try
        {
            await Eventually.TrueAsync(async () => await IsReadyAsync("kafkacluster", "orders"), "KafkaCluster orders to be Ready");
            await Eventually.TrueAsync(async () => await IsReadyAsync("kafkatopic", "orders.v1"), "KafkaTopic orders.v1 to be Ready");
        }
        catch (Exception)
        {
            output.WriteLine(platform.Reconciler.Log);
            output.WriteLine(platform.Worker.Log);
            throw;
        }

        Assert.Equal("3", await platform.Kubectl.GetAsync(default, "get", "-n", "streaming", "statefulset", "orders-brokers", "-o", "jsonpath={.spec.replicas}"));
        var report = TrailVerifier.Verify(await platform.Trail.RecordsAsync());
        Assert.True(report.IsIntact, string.Join('\n', report.Findings.Select(finding => finding.Describe())));
        var projection = await platform.Trail.ProjectionAsync();
        Assert.Empty(projection.Open);
    }

    private async Task<bool> IsReadyAsync(string kind, string name)
    {
        var run = await platform.Kubectl.RunAsync(default, "-n", "streaming", "get", kind, name, "-o", "json");
        if (run.ExitCode != 0)
            return false;
        var json = JsonDocument.Parse(run.Output).RootElement;
        return json.TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
            && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").ValueEquals("Ready") && condition.GetProperty("status").ValueEquals("True"));
    }
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerPathTests(OldServerPlatform platform, ITestOutputHelper output) : PathTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerPathTests(ModernServerPlatform platform, ITestOutputHelper output) : PathTests(platform, output);
