using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Nodes;

/// <summary>Gives claims their volumes at once, and lets volumes grow in their time, as a storage driver does while they are in use. Not thread-safe.</summary>
internal sealed class Volumes(SimulatedKubernetes api, TimeProvider clock, NodeTiming timing)
{
    /// <summary>The default class of every simulated cluster; its volumes may grow.</summary>
    public const string StandardClass = "standard";

    private readonly Dictionary<string, DateTimeOffset> _growing = new(StringComparer.Ordinal);

    /// <summary>When a volume next has its new size; null when none grows.</summary>
    public DateTimeOffset? NextDue => _growing.Count == 0 ? null : _growing.Values.Min();

    public void OfferClass() => api.Create(KubeObject.Of(ResourceType.StorageClasses, new JsonObject
    {
        ["apiVersion"] = ResourceType.StorageClasses.ApiVersion,
        ["kind"] = ResourceType.StorageClasses.Kind,
        ["metadata"] = new JsonObject { ["name"] = StandardClass, ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" } },
        ["provisioner"] = "simulated",
        ["allowVolumeExpansion"] = true,
    }), SimulatedUser.Controllers, "kubectl");

    public void Pass()
    {
        var claims = api.Store.List(ResourceType.PersistentVolumeClaims, null).Items;
        foreach (var gone in _growing.Keys.Except(claims.Select(claim => claim.Uid), StringComparer.Ordinal).ToArray())
            _growing.Remove(gone);
        foreach (var claim in claims.Where(claim => !HasItsSize(claim)))
        {
            if (claim.At("status", "phase")?.GetString() == "Pending")
                Bind(claim, isGrowing: false);
            else if (!_growing.TryGetValue(claim.Uid, out var due))
                Begin(claim);
            else if (due <= clock.GetUtcNow() && _growing.Remove(claim.Uid))
                Bind(claim, isGrowing: false);
        }
    }

    private static bool HasItsSize(KubeObject claim) =>
        Quantity.TryParse(claim.At("status", "capacity", "storage")?.GetString(), out var capacity) && capacity == ClaimRules.SizeOf(claim.ToNode());

    private void Begin(KubeObject claim)
    {
        _growing[claim.Uid] = clock.GetUtcNow() + timing.Grow;
        Bind(claim, isGrowing: true);
    }

    private void Bind(KubeObject claim, bool isGrowing) => Vanishing.Try(() => api.Update(claim.Key, new WriteRequest("storage-driver", "status", SimulatedUser.Controllers), json =>
    {
        var status = json.Object("status");
        status["phase"] = "Bound";
        status["accessModes"] = json.Object("spec")["accessModes"]?.DeepClone();
        status.Remove("conditions");
        if (isGrowing)
            status["conditions"] = new JsonArray(new JsonObject { ["type"] = "Resizing", ["status"] = "True" });
        else
            status["capacity"] = new JsonObject { ["storage"] = claim.At("spec", "resources", "requests", "storage")?.GetString() };
    }));
}
