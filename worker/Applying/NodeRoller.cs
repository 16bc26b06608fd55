using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rolling;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Restarts the nodes that must, one at a time; which one and whether is <see cref="RollDecision"/>'s to say.</summary>
internal sealed class NodeRoller(IKubernetesApi kubernetes, FreshObserver observer, OutcomeReporter reporter)
{
    /// <returns>What is waited for, or null when something was done.</returns>
    public async Task<string?> StepAsync(ClusterRun run, Effect.RestartNodes? restart, ClusterNodes nodes, ObservedState observed, CancellationToken stop)
    {
        // Until then the pods to restart are not all known, and one that goes may come back from the old template.
        if (nodes.Roles.Any(role => !role.IsObserved))
            return "the StatefulSet controller to see the newest templates";
        if (restart is null)
            return $"{string.Join(", ", nodes.Roles.SelectMany(role => role.Unready))} to be ready";
        var known = await observer.WithTopicsIfKnownAsync(observed, run.Cluster.Key, stop);
        switch (RollDecision.Next(State(run, restart, nodes, known)))
        {
            case RollStep.Restart step:
                await RestartAsync(run, restart, step.Pod, observed.Find(run.Desired.Manifest.Key), stop);
                return null;
            case RollStep.Wait wait:
                return wait.For;
            default:
                return "the nodes to be replaced";
        }
    }

    private async Task RestartAsync(ClusterRun run, Effect.RestartNodes restart, PodView pod, KubeObject? live, CancellationToken stop)
    {
        // By uid: a pod that was replaced meanwhile must not be restarted a second time.
        await kubernetes.DeleteAsync(new ObjectKey(ResourceType.Pods, run.Desired.Key.Namespace, pod.Name), pod.Uid, stop);
        run.Restarts++;
        var step = $"restart {pod.Name} because of {string.Join(", ", restart.Because)}";
        run.Done.Add(step);
        await reporter.ProgressedAsync(run.Request, live, step, run.Restarts, run.Restarts + restart.Pods.Length - 1, stop);
    }

    private static RollState State(ClusterRun run, Effect.RestartNodes restart, ClusterNodes nodes, ObservedState observed) => new(
        restart.Pods,
        nodes.Nodes,
        observed.Topics.GetValueOrDefault(run.Cluster.Key),
        run.Cluster.Spec.Config.TryGetValue("min.insync.replicas", out var minimum) && int.TryParse(minimum.Text, out var value) ? value : 1)
    {
        Missing = [.. nodes.Roles.SelectMany(role => role.Unready).Except(nodes.Nodes.Select(node => node.Pod.Name))],
    };
}
