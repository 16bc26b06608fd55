using System.Diagnostics;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>The same nodes without the product.</summary>
internal static class Floor
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Starts them, takes the time until all are ready, and removes them again.</summary>
    public static async Task<TimeSpan> MeasureAsync(RealPlatform platform)
    {
        var kubectl = platform.Cluster.Kubectl;
        var manifests = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Floor", "nodes.yaml"));
        var begun = Stopwatch.GetTimestamp();
        (await kubectl.ApplyAsync(manifests, None)).MustSucceed();
        var time = await new Pods(platform.Kubernetes, kubectl, "floor").UntilReadyAsync(6, begun);
        // First what would make pods anew. Then all of it: what is still being taken away would take time from the nodes of the product.
        (await kubectl.RunAsync(None, "delete", "statefulsets", "--all", "--namespace", "floor", "--cascade=orphan")).MustSucceed();
        (await kubectl.RunAsync(None, "delete", "pods", "--all", "--namespace", "floor", "--timeout=180s")).MustSucceed();
        (await kubectl.RunAsync(None, "delete", "namespace", "floor", "--timeout=120s")).MustSucceed();
        return time;
    }
}
