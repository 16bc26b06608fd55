namespace GitOpsKafka.Worker;

/// <summary>Runs a loop as long as the host does.</summary>
internal sealed class LoopProcess<TLoop>(TLoop loop) : BackgroundService
    where TLoop : ILoop
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
