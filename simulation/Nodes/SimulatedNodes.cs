using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Simulation.Nodes;

/// <summary>
/// The parts of Kubernetes behind the API server: the StatefulSet controller, kubelets that bring pods up and down in simulated time, and storage. Thread-safe.
/// </summary>
public sealed class SimulatedNodes
{
    private readonly SimulatedKubernetes _api;
    private readonly TimeProvider _clock;
    private readonly Kubelet _kubelet;
    private readonly StatefulSetController _controller;
    private readonly Volumes _volumes;

    /// <param name="random">Source of jitter.</param>
    public SimulatedNodes(SimulatedKubernetes api, TimeProvider clock, Random random, NodeTiming? timing = null)
    {
        (_api, _clock) = (api, clock);
        _kubelet = new Kubelet(api, clock, timing ?? NodeTiming.Default, random);
        _controller = new StatefulSetController(api);
        _volumes = new Volumes(api, clock, timing ?? NodeTiming.Default);
        _volumes.OfferClass();
    }

    /// <summary>Says which pods can become Ready; others stay down, as with an image that does not exist. By default all.</summary>
    public void StartOnly(Func<KubeObject, bool> canStart) => _kubelet.CanStart = canStart;

    /// <summary>The container of the pod ends and is started again, as after a crash of the process in it.</summary>
    public void Restart(ObjectKey pod) => _kubelet.Restart(pod);

    /// <summary>Runs until cancelled, then ends without an exception.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wake = new WakeSignal();
        Action<ObjectChange> observer = change =>
        {
            if (IsOurs(change))
                wake.Set();
        };
        _api.Store.Observe(observer);
        await using var alarm = _clock.CreateTimer(_ => wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                _kubelet.Pass();
                _controller.Pass();
                _volumes.Pass();
                alarm.Change(NextPass(), Timeout.InfiniteTimeSpan);
                await wake.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            _api.Store.Forget(observer);
        }
    }

    private TimeSpan NextPass() =>
        new[] { _kubelet.NextDue, _volumes.NextDue }.Min() is not { } due ? Timeout.InfiniteTimeSpan
        : due <= _clock.GetUtcNow() ? TimeSpan.Zero
        : due - _clock.GetUtcNow();

    private static bool IsOurs(ObjectChange change) =>
        change.Object.Key.Type == ResourceType.Pods || change.Object.Key.Type == ResourceType.StatefulSets || change.Object.Key.Type == ResourceType.PersistentVolumeClaims;
}
