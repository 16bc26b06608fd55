using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Hashing;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Nodes;

/// <summary>
/// Makes and deletes the pods of StatefulSets as the controller of Kubernetes does.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/statefulset/stateful_set_control.go.
/// </summary>
internal sealed class StatefulSetController(SimulatedKubernetes api)
{
    private static readonly WriteRequest Asks = new("kube-controller-manager", "", SimulatedUser.Controllers);

    private readonly Dictionary<(string Uid, long Generation), string> _revisions = [];

    public void Pass()
    {
        foreach (var set in api.Store.List(ResourceType.StatefulSets, null).Items.Where(set => !set.IsTerminating))
        {
            var revision = RevisionOf(set);
            Adopt(set);
            Scale(set, revision);
            Update(set, revision);
            Report(set, revision);
        }
    }

    private string RevisionOf(KubeObject set)
    {
        if (_revisions.Count > 1000)
            _revisions.Clear();
        if (!_revisions.TryGetValue((set.Uid, set.Generation), out var revision))
            _revisions[(set.Uid, set.Generation)] = revision = $"{set.Key.Name}-{CanonicalJson.Hash(set.At("spec", "template")!.Value)[..10]}";
        return revision;
    }

    /// <summary>Pods of its name without an owner, as another set of that name left them, become its own.</summary>
    private void Adopt(KubeObject set)
    {
        foreach (var pod in api.Store.List(ResourceType.Pods, set.Key.Namespace).Items.Where(pod => Pods.IsForsaken(pod, set)))
            Vanishing.Try(() => api.Update(pod.Key, Asks, json => json.Object("metadata")["ownerReferences"] = new JsonArray(Pods.OwnerReference(set))));
    }

    private void Scale(KubeObject set, string revision)
    {
        var isOrdered = set.At("spec", "podManagementPolicy")?.GetString() == "OrderedReady";
        var replicas = Replicas(set);
        var pods = PodsOf(set);
        for (var ordinal = 0; ordinal < replicas; ordinal++)
        {
            if (!pods.TryGetValue(ordinal, out var pod))
                Create(set, ordinal, RevisionFor(set, ordinal, revision));
            if (isOrdered && (pod is null || !Pods.IsReady(pod)))
                return;
        }

        foreach (var (_, pod) in pods.Where(pod => pod.Key >= replicas).OrderByDescending(pod => pod.Key))
        {
            Delete(pod);
            if (isOrdered)
                return;
        }
    }

    /// <summary>Under RollingUpdate the highest pod of an old revision goes first, and the next only when all above it are Ready. OnDelete does nothing.</summary>
    private void Update(KubeObject set, string revision)
    {
        if (set.At("spec", "updateStrategy", "type")?.GetString() != "RollingUpdate")
            return;
        var partition = set.At("spec", "updateStrategy", "rollingUpdate", "partition")?.GetInt32() ?? 0;
        var replicas = Replicas(set);
        foreach (var (_, pod) in PodsOf(set).Where(pod => pod.Key >= partition && pod.Key < replicas).OrderByDescending(pod => pod.Key))
        {
            if (pod.Label(Pods.RevisionLabel) != revision)
                Delete(pod);
            if (pod.Label(Pods.RevisionLabel) != revision || !Pods.IsReady(pod))
                return;
        }
    }

    private static string RevisionFor(KubeObject set, int ordinal, string revision)
    {
        var isHeldBack = set.At("spec", "updateStrategy", "type")?.GetString() == "RollingUpdate"
            && ordinal < (set.At("spec", "updateStrategy", "rollingUpdate", "partition")?.GetInt32() ?? 0);
        return isHeldBack && set.At("status", "currentRevision")?.GetString() is { } current ? current : revision;
    }

    private void Create(KubeObject set, int ordinal, string revision)
    {
        foreach (var claim in Pods.Claims(set, ordinal).Where(claim => api.Store.Find(claim.Key) is null))
            api.Create(claim, SimulatedUser.Controllers, Asks.Manager);
        try
        {
            api.Create(Pods.Make(set, ordinal, revision), SimulatedUser.Controllers, Asks.Manager);
        }
        catch (KubernetesApiException exists) when (exists.Reason == "AlreadyExists")
        {
            // A pod of that name that is not ours, as one of a set that was just deleted and made again; tried again when it has gone.
        }
    }

    private void Delete(KubeObject pod)
    {
        if (!pod.IsTerminating)
            api.Writer.Delete(pod.Key, pod.Uid, Asks);
    }

    private void Report(KubeObject set, string revision)
    {
        var pods = PodsOf(set).Values.ToArray();
        var current = set.At("status", "currentRevision")?.GetString() ?? revision;
        var ready = pods.Count(Pods.IsReady);
        var updated = Count(pods, revision);
        var isRolled = set.At("spec", "updateStrategy", "type")?.GetString() == "RollingUpdate" && updated == Replicas(set) && ready == updated;
        if (isRolled)
            current = revision;
        Vanishing.Try(() => api.Update(set.Key, Asks with { Subresource = "status" }, json =>
        {
            var status = new JsonObject { ["observedGeneration"] = set.Generation, ["replicas"] = pods.Length, ["availableReplicas"] = ready };
            (status["currentRevision"], status["updateRevision"], status["collisionCount"]) = (current, revision, 0);
            PutCount(status, "readyReplicas", ready);
            PutCount(status, "currentReplicas", Count(pods, current));
            PutCount(status, "updatedReplicas", updated);
            json["status"] = status;
        }));
    }

    /// <summary>The server leaves counts of zero out, all but two.</summary>
    private static void PutCount(JsonObject status, string name, int count)
    {
        if (count > 0)
            status[name] = count;
    }

    private static int Count(KubeObject[] pods, string revision) => pods.Count(pod => !pod.IsTerminating && pod.Label(Pods.RevisionLabel) == revision);

    private static int Replicas(KubeObject set) => set.At("spec", "replicas")?.GetInt32() ?? 1;

    private ImmutableSortedDictionary<int, KubeObject> PodsOf(KubeObject set) =>
        api.Store.List(ResourceType.Pods, set.Key.Namespace).Items
            .Where(pod => Owners.Of(pod).Contains(set.Uid) && Pods.OrdinalOf(pod.Key.Name) is not null)
            .ToImmutableSortedDictionary(pod => Pods.OrdinalOf(pod.Key.Name)!.Value, pod => pod);
}
