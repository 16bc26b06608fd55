using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// Lets volumes of folders grow, as the resizer of a CSI driver does while they are in use: the volume gets the capacity that its claim
/// asks for, then the claim tells it. kube-controller-manager itself does not know how. Survives restarts of the API server.
/// </summary>
internal sealed class VolumeResizer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    private readonly Kubernetes _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    private VolumeResizer(string kubeconfigPath)
    {
        _client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath));
        _loop = Task.Run(() => RunAsync(_stopping.Token));
    }

    /// <summary>Starts to resize volumes of all namespaces.</summary>
    public static VolumeResizer Start(string kubeconfigPath) => new(kubeconfigPath);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(StopTimeout);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var claims = await _client.CoreV1.ListPersistentVolumeClaimForAllNamespacesAsync(cancellationToken: cancellationToken);
                foreach (var claim in claims.Items)
                {
                    await ResizeAsync(claim, cancellationToken);
                }

                await foreach (var (_, claim) in _client.CoreV1.WatchListPersistentVolumeClaimForAllNamespacesAsync(
                    resourceVersion: claims.ResourceVersion(), cancellationToken: cancellationToken))
                {
                    await ResizeAsync(claim, cancellationToken);
                }
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                await Task.Delay(cancellationToken.IsCancellationRequested ? TimeSpan.Zero : RetryDelay, CancellationToken.None);
            }
        }
    }

    /// <summary>Claims never ask for less, so another size is a larger one.</summary>
    private async Task ResizeAsync(V1PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var wanted = $"{claim.Spec.Resources.Requests["storage"]}";
        if (claim.Status?.Capacity is not { } capacity || $"{capacity["storage"]}" == wanted)
        {
            return;
        }

        try
        {
            var size = new { storage = wanted };
            await _client.CoreV1.PatchPersistentVolumeAsync(Merge(new { spec = new { capacity = size } }), claim.Spec.VolumeName, cancellationToken: cancellationToken);
            await _client.CoreV1.PatchNamespacedPersistentVolumeClaimStatusAsync(Merge(new { status = new { capacity = size } }), claim.Name(), claim.Namespace(), cancellationToken: cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // The claim was deleted meanwhile.
        }
    }

    private static V1Patch Merge(object change) => new(JsonSerializer.Serialize(change), V1Patch.PatchType.MergePatch);
}
