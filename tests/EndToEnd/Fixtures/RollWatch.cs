using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using k8s;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Looks at the cluster <c>orders</c> and its pods again and again, from before a commit until the work it asks for is done.</summary>
internal sealed class RollWatch(RealPlatform platform, IReadOnlyDictionary<string, string> before, long generation)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Every uid that each pod had, the first among them.</summary>
    public Dictionary<string, HashSet<string>> Uids { get; } = before.ToDictionary(pod => pod.Key, pod => new HashSet<string> { pod.Value }, StringComparer.Ordinal);

    /// <summary>Pods still to be restarted when the cluster was called ready.</summary>
    public List<string> TooEarly { get; } = [];

    public int Looks { get; private set; }

    /// <summary>What the cluster said of the work, line by line, with the seconds since the watch began.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The stored cluster.</summary>
    public static async Task<JsonElement> OrdersAsync(RealPlatform platform) =>
        (JsonElement)await platform.Kubernetes.CustomObjects.GetNamespacedCustomObjectAsync("gitopskafka.io", "v1alpha1", "streaming", "kafkaclusters", "orders");

    public async Task RunAsync(CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            // The cluster first: a pod that is still old afterwards was old when the cluster was judged.
            var cluster = await OrdersAsync(platform);
            var uids = await platform.Nodes.UidsAsync();
            foreach (var (pod, uid) in uids)
                Uids[pod].Add(uid);
            if (cluster.GetProperty("metadata").GetProperty("generation").GetInt64() > generation && Kstatus.Of(cluster) == "Current")
                TooEarly.AddRange(uids.Where(pod => IsBroker(pod.Key) && pod.Value == before[pod.Key]).Select(pod => pod.Key));
            Note(cluster, Stopwatch.GetElapsedTime(begun));
            Looks++;
            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private void Note(JsonElement cluster, TimeSpan at)
    {
        var said = cluster.GetProperty("status").GetProperty("conditions").EnumerateArray().First(condition => condition.GetProperty("type").ValueEquals("Ready")).GetProperty("message").GetString()!;
        if (Told.Count == 0 || !Told[^1].EndsWith($" s  {said}", StringComparison.Ordinal))
            Told.Add(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,6:0.0} s  {said}"));
    }

    public static bool IsBroker(string pod) => pod.StartsWith("orders-brokers-", StringComparison.Ordinal);
}
