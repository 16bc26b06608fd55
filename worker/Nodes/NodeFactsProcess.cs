namespace GitOpsKafka.Worker.Nodes;

/// <summary>Runs the loop as long as the host does.</summary>
internal sealed class NodeFactsProcess(NodeFactsLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
