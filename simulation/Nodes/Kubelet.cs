using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Nodes;

/// <summary>Brings pods up, and takes down those that are deleted, each in its time. Thread-safe.</summary>
internal sealed class Kubelet(SimulatedKubernetes api, TimeProvider clock, NodeTiming timing, Random random)
{
    private static readonly string[] ConditionTypes = ["PodScheduled", "Initialized", "ContainersReady", "Ready"];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);

    /// <summary>Says which pods can become Ready; one that cannot stays down, as with a bad image, and is tried again after the time that a start takes.</summary>
    public Func<KubeObject, bool> CanStart { get; set; } = static _ => true;

    /// <summary>When a pod next comes up or goes; null when none is on its way.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
                return _due.Count == 0 ? null : _due.Values.Min();
        }
    }

    public void Pass()
    {
        var pods = api.Store.List(ResourceType.Pods, null).Items;
        ForgetAllBut([.. pods.Select(pod => pod.IsTerminating ? StopOf(pod) : pod.Uid)]);
        foreach (var pod in pods)
        {
            if (pod.IsTerminating)
                Stop(pod);
            else if (pod.At("spec", "nodeName") is null)
                Schedule(pod);
            else if (!Pods.IsReady(pod) && IsDue(pod.Uid, timing.Start))
                Start(pod);
        }
    }

    /// <summary>The container ends and is started again.</summary>
    public void Restart(ObjectKey key)
    {
        if (api.Store.Find(key)?.Object is not { } pod)
            return;
        Due(pod.Uid, timing.Start);
        Report(pod, isReady: false, restarts: 1);
    }

    private void Start(KubeObject pod)
    {
        if (CanStart(pod))
            Report(pod, isReady: true, restarts: 0);
        else
            Due(pod.Uid, timing.Start);
    }

    private void Stop(KubeObject pod)
    {
        if (IsDue(StopOf(pod), timing.Stop))
            api.Writer.Remove(pod.Key, pod.Uid);
        else
            Report(pod, isReady: false, restarts: 0);
    }

    private void Schedule(KubeObject pod)
    {
        Due(pod.Uid, timing.Start);
        var node = $"node-{(Pods.OrdinalOf(pod.Key.Name) ?? 0) % 3}";
        Vanishing.Try(() => api.Update(pod.Key, new WriteRequest("kube-scheduler", "", SimulatedUser.Controllers), json => json.Object("spec")["nodeName"] = node));
        Report(pod, isReady: false, restarts: 0);
    }

    /// <returns>True once, when the time has come; the first time that it is asked, it sets the time.</returns>
    private bool IsDue(string what, TimeSpan after)
    {
        lock (_lock)
        {
            if (!_due.TryGetValue(what, out var at))
            {
                Due(what, after);
                return false;
            }

            return at <= clock.GetUtcNow() && _due.Remove(what);
        }
    }

    private static string StopOf(KubeObject pod) => pod.Uid + "/stop";

    /// <summary>A time that nobody waits for any more would wake the loop for ever.</summary>
    private void ForgetAllBut(HashSet<string> awaited)
    {
        lock (_lock)
        {
            foreach (var what in _due.Keys.Where(what => !awaited.Contains(what)).ToArray())
                _due.Remove(what);
        }
    }

    private void Due(string what, TimeSpan after)
    {
        lock (_lock)
            _due[what] = clock.GetUtcNow() + after + (random.NextDouble() * timing.Jitter);
    }

    private void Report(KubeObject pod, bool isReady, int restarts) => Vanishing.Try(() =>
        api.Update(pod.Key, new WriteRequest("kubelet", "status", SimulatedUser.Controllers), json =>
        {
            var status = json.Object("status");
            status["phase"] = "Running";
            status.Put("startTime", Timestamps.Text(clock.GetUtcNow()));
            status["conditions"] = Conditions(status, isReady);
            status["containerStatuses"] = ContainerStatuses(json, isReady, restarts);
        }));

    private JsonArray Conditions(JsonObject status, bool isReady)
    {
        var was = status.Each("conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");
        var isSame = was?.Text("status") == (isReady ? "True" : "False");
        var since = isSame ? was!.Text("lastTransitionTime")! : Timestamps.Text(clock.GetUtcNow());
        return [.. ConditionTypes.Select(JsonNode (type) => new JsonObject
        {
            ["type"] = type,
            ["status"] = isReady || type is "PodScheduled" or "Initialized" ? "True" : "False",
            ["lastTransitionTime"] = since,
        })];
    }

    private static JsonArray ContainerStatuses(JsonObject pod, bool isReady, int restarts) => [.. pod.Object("spec").Each("containers").Select(JsonNode (container) =>
    {
        var was = pod.Object("status").Each("containerStatuses").FirstOrDefault(status => status.Text("name") == container.Text("name"));
        return new JsonObject
        {
            ["name"] = container.Text("name"),
            ["image"] = container.Text("image"),
            ["ready"] = isReady,
            ["restartCount"] = (was?.Number("restartCount") ?? 0) + restarts,
        };
    })];
}
