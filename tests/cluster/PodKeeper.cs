using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// Plays the kubelet for pods that no scheduler placed: after a delay they are Running and Ready, with an address of
/// their own, so that the real StatefulSet controller counts them. Survives restarts of the API server. Pods that are
/// on a node, or already have a phase other than Pending, are left alone. Thread-safe.
/// </summary>
/// <remarks>Nobody is needed to end such pods: the API server deletes a pod without a node at once.</remarks>
public sealed class PodKeeper : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Conditions = ["Initialized", "ContainersReady", "Ready", "PodScheduled"];

    private readonly Kubernetes _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Task> _keeping = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.Ordinal);
    private readonly Task _loop;
    private int _addresses;

    private PodKeeper(string kubeconfigPath, TimeSpan readyAfter)
    {
        _client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath));
        ReadyAfter = readyAfter;
        _loop = Task.Run(() => KeepAsync(_stopping.Token));
    }

    /// <summary>From a pod's creation seen to Ready. Default: zero. A change counts for pods made after it.</summary>
    public TimeSpan ReadyAfter { get; set; }

    /// <summary>Starts keeping the pods of all namespaces.</summary>
    public static PodKeeper Start(string kubeconfigPath, TimeSpan readyAfter = default) => new(kubeconfigPath, readyAfter);

    /// <summary>Pods of that name get no further than Pending, however often they are made anew: a broker that does not come up.</summary>
    public void Hold(string @namespace, string pod) => _held[$"{@namespace}/{pod}"] = true;

    /// <summary>Ends <see cref="Hold"/>: the pod that waits, if any, becomes Ready now.</summary>
    public async Task ReleaseAsync(string @namespace, string pod, CancellationToken cancellationToken)
    {
        _ = _held.TryRemove($"{@namespace}/{pod}", out _);
        try
        {
            await SetReadyAsync(@namespace, pod, isReady: true, cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // Not there now: it will be ready like any other when it comes.
        }
    }

    /// <summary>Makes a pod Ready or not Ready, now; it stays Running.</summary>
    /// <exception cref="HttpOperationException">There is no such pod.</exception>
    public async Task SetReadyAsync(string @namespace, string pod, bool isReady, CancellationToken cancellationToken) =>
        await PatchAsync(await _client.CoreV1.ReadNamespacedPodAsync(pod, @namespace, cancellationToken: cancellationToken), isReady, cancellationToken);

    /// <summary>Stops; pods stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(StopTimeout);
        await Task.WhenAll(_keeping.Values);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var pods = await _client.CoreV1.ListPodForAllNamespacesAsync(cancellationToken: cancellationToken);
                foreach (var pod in pods.Items)
                {
                    See(pod, cancellationToken);
                }

                await foreach (var (_, pod) in _client.CoreV1.WatchListPodForAllNamespacesAsync(
                    resourceVersion: pods.ResourceVersion(), cancellationToken: cancellationToken))
                {
                    See(pod, cancellationToken);
                }
            }
            catch (Exception exception) when (Outage.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(RetryDelay, CancellationToken.None);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void See(V1Pod pod, CancellationToken cancellationToken)
    {
        if (!IsOurs(pod) || _held.ContainsKey($"{pod.Namespace()}/{pod.Name()}"))
        {
            return;
        }

        // One task per pod, not per event about it.
        _ = _keeping.GetOrAdd(pod.Uid(), _ => Task.Run(() => MakeReadyAsync(pod, cancellationToken), CancellationToken.None));
    }

    private async Task MakeReadyAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(ReadyAfter, cancellationToken);
            while (!await TryPatchAsync(pod, cancellationToken))
            {
                await Task.Delay(RetryDelay, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped before the pod was ready.
        }
        finally
        {
            _ = _keeping.TryRemove(pod.Uid(), out _);
        }
    }

    private async Task<bool> TryPatchAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await PatchAsync(pod, isReady: true, cancellationToken);
            return true;
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return true; // gone, or another pod by now under this name: that one has its own task
        }
        catch (Exception exception) when (Outage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private Task<V1Pod> PatchAsync(V1Pod pod, bool isReady, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var status = isReady ? "True" : "False";
        var address = pod.Status?.PodIP ?? NextAddress();
        var patch = new
        {
            // A uid that does not match is a conflict: a StatefulSet's pods come back under the same name.
            metadata = new { uid = pod.Uid() },
            status = new
            {
                phase = "Running",
                podIP = address,
                podIPs = new[] { new { ip = address } },
                startTime = now,
                conditions = Conditions
                    .Select(type => new { type, status = type is "Ready" or "ContainersReady" ? status : "True", lastTransitionTime = now }),
                containerStatuses = pod.Spec.Containers.Select(container => new
                {
                    name = container.Name,
                    image = container.Image,
                    imageID = container.Image,
                    ready = isReady,
                    started = true,
                    restartCount = 0,
                    state = new { running = new { startedAt = now } },
                }),
            },
        };
        return _client.CoreV1.PatchNamespacedPodStatusAsync(
            new V1Patch(JsonSerializer.Serialize(patch), V1Patch.PatchType.MergePatch), pod.Name(), pod.Namespace(), cancellationToken: cancellationToken);
    }

    // 10.244.0.1 and on: endpoints may not be on loopback.
    private string NextAddress()
    {
        var number = Interlocked.Increment(ref _addresses);
        return string.Create(CultureInfo.InvariantCulture, $"10.244.{number / 250 % 250}.{(number % 250) + 1}");
    }

    private static bool IsOurs(V1Pod pod) =>
        string.IsNullOrEmpty(pod.Spec?.NodeName) && pod.Status?.Phase is null or "Pending" && pod.Metadata.DeletionTimestamp is null;
}
