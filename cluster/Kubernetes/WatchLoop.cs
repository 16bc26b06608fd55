using Microsoft.Extensions.Hosting;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Keeps the caches running as long as the process does.</summary>
internal sealed class WatchLoop(WatchCaches caches) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => caches.RunAsync(stoppingToken);
}
