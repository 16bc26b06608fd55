using Microsoft.Extensions.Options;

namespace GitOpsKafka.Webhook.Serving;

/// <summary>
/// The end of the process: not ready, but serving, for the grace period; every answer asks for a new connection elsewhere.
/// Kubernetes takes seconds to tell the API server that a pod is leaving: https://github.com/kubernetes/kubernetes/issues/127335.
/// </summary>
internal sealed class Drain(IOptions<WebhookOptions> options, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before the server stops listening.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        logger.Draining(options.Value.GracePeriod.TotalSeconds);
        await Task.Delay(options.Value.GracePeriod, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
