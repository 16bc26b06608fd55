namespace GitOpsKafka.Worker.Status;

/// <summary>Runs the status loop as long as the host does.</summary>
internal sealed class StatusProcess(ClusterStatusLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
