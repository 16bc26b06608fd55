namespace GitOpsKafka.Reconciler.Loop;

/// <summary>Runs the loop as long as the host does.</summary>
internal sealed class ReconcileProcess(ReconcileLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
