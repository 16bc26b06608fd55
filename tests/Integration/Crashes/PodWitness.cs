using System.Collections.Concurrent;
using System.Net.Http;
using GitOpsKafka.TestCluster;
using k8s;
using k8s.Autorest;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>Counts how often each pod of a namespace came into being, by uid, from a watch.</summary>
internal sealed class PodWitness : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _uids = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Kubernetes _client;
    private readonly Task _loop;

    public PodWitness(ControlPlane plane, string @namespace)
    {
        _client = plane.CreateClient();
        _loop = Task.Run(() => RunAsync(@namespace));
    }

    /// <summary>By pod name, how many there were.</summary>
    public SortedDictionary<string, int> Births => new(_uids.ToDictionary(pod => pod.Key, pod => pod.Value.Count, StringComparer.Ordinal), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(string @namespace)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var pods = await _client.CoreV1.ListNamespacedPodAsync(@namespace, cancellationToken: _stop.Token);
                foreach (var pod in pods.Items)
                    See(pod.Metadata.Name, pod.Metadata.Uid);
                await foreach (var (_, pod) in _client.CoreV1.WatchListNamespacedPodAsync(@namespace, resourceVersion: pods.Metadata.ResourceVersion, cancellationToken: _stop.Token))
                    See(pod.Metadata.Name, pod.Metadata.Uid);
            }
            catch (Exception exception) when (exception is HttpRequestException or HttpOperationException or IOException or KubernetesException && !_stop.IsCancellationRequested)
            {
                await Task.Delay(100);
            }
        }
    }

    private void See(string name, string uid) => _uids.GetOrAdd(name, _ => new(StringComparer.Ordinal))[uid] = true;
}
