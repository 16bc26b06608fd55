using System.Net.Http.Json;
using System.Text.Json;

namespace GitOpsKafka.TestCluster;

/// <summary>Volumes that are folders of this machine, as kube-controller-manager makes them.</summary>
internal static class HostPathVolumes
{
    // Fixed in Kubernetes: pkg/volume/hostpath.
    private const string Root = "/tmp/hostpath_pv/";

    /// <summary>Makes a default class, so that claims are bound: to folders that the controller removes with the claim.</summary>
    public static async Task OfferAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var body = new
        {
            apiVersion = "storage.k8s.io/v1",
            kind = "StorageClass",
            metadata = new { name = "standard", annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["storageclass.kubernetes.io/is-default-class"] = "true" } },
            provisioner = "kubernetes.io/host-path",
            allowVolumeExpansion = true,
        };
        using var response = await http.PostAsJsonAsync("apis/storage.k8s.io/v1/storageclasses", body, cancellationToken);
        _ = response.EnsureSuccessStatusCode();
    }

    /// <summary>Deletes the folders of claims that the tests left behind, which nobody else would ever remove.</summary>
    public static async Task DeleteAsync(HttpClient http)
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var volumes = JsonDocument.Parse(await http.GetStringAsync("api/v1/persistentvolumes", timeout.Token));
            foreach (var volume in volumes.RootElement.GetProperty("items").EnumerateArray())
            {
                if (volume.GetProperty("spec").TryGetProperty("hostPath", out var host)
                    && host.GetProperty("path").GetString() is { } path && path.StartsWith(Root, StringComparison.Ordinal) && Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // Left-over folders must not fail a test run that is over.
        }
    }
}
