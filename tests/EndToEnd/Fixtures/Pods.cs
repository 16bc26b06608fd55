using System.Diagnostics;
using System.Text.Json;
using GitOpsKafka.TestCluster;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>The pods of one namespace.</summary>
internal sealed class Pods(IKubernetes kubernetes, Kubectl kubectl, string @namespace)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Names of those that are ready and stay.</summary>
    public async Task<IReadOnlyList<string>> ReadyAsync() =>
        [.. (await kubernetes.CoreV1.ListNamespacedPodAsync(@namespace)).Items.Where(IsReady).Select(pod => pod.Name()).Order(StringComparer.Ordinal)];

    /// <summary>Uids by name.</summary>
    /// <param name="cluster">Only nodes of that one; null for all there are.</param>
    public async Task<IReadOnlyDictionary<string, string>> UidsAsync(string? cluster = null) =>
        (await kubernetes.CoreV1.ListNamespacedPodAsync(@namespace, labelSelector: cluster is null ? null : $"gitopskafka.io/cluster={cluster}")).Items.ToDictionary(pod => pod.Name(), pod => pod.Uid(), StringComparer.Ordinal);

    /// <summary>How often the container of a pod was started again.</summary>
    public async Task<int> RestartsAsync(string pod) => (await kubernetes.CoreV1.ReadNamespacedPodAsync(pod, @namespace)).Status.ContainerStatuses.Sum(status => status.RestartCount);

    /// <summary>The node that a pod is on.</summary>
    public async Task<string> NodeOfAsync(string pod) => (await kubernetes.CoreV1.ReadNamespacedPodAsync(pod, @namespace)).Spec.NodeName;

    /// <summary>Waits until that many are ready; how long that took.</summary>
    public async Task<TimeSpan> UntilReadyAsync(int count, long since)
    {
        for (var begun = Stopwatch.GetTimestamp(); (await ReadyAsync()).Count != count; await Task.Delay(50))
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
                Assert.Fail($"gave up waiting for {count} ready pods in {@namespace}\n{await DescribeAsync()}");
        }

        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Runs a command line in a pod's container; it must succeed.</summary>
    public async Task<string> ExecAsync(string pod, string? input, params IEnumerable<string> commandLine) =>
        (await kubectl.RunAsync(input, CancellationToken.None, ["exec", "--stdin", "--namespace", @namespace, pod, "--", .. commandLine])).MustSucceed().Output;

    /// <summary>Runs one of Kafka's own tools, such as <c>kafka-configs.sh</c>. It lives for a second: compile quickly, not well, for it takes time from the nodes.</summary>
    public Task<string> ToolAsync(string pod, string? input, string tool, params IEnumerable<string> arguments) => ExecAsync(
        pod, input, ["env", "KAFKA_HEAP_OPTS=-Xmx128m", "KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1", $"/opt/kafka/bin/{tool}", .. arguments]);

    private static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && pod.Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>What a person would look at first when pods do not become ready.</summary>
    private async Task<string> DescribeAsync()
    {
        var pods = await kubernetes.CoreV1.ListNamespacedPodAsync(@namespace);
        return string.Join('\n', pods.Items.Select(pod => $"{pod.Name()} on {pod.Spec.NodeName}: {pod.Status.Phase} {JsonSerializer.Serialize(pod.Status.ContainerStatuses?.Select(status => status.State))}"));
    }
}
