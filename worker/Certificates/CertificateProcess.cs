namespace GitOpsKafka.Worker.Certificates;

/// <summary>Runs the loop as long as the host does.</summary>
internal sealed class CertificateProcess(CertificateLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
