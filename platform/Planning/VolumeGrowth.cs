using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// Which claims must become larger. Claims grow first, then the StatefulSet is made anew with the new template, which Kubernetes
/// freezes: so an old template tells, also after a crash, that a growth is not over. A claim that is larger than wanted stays so.
/// </summary>
internal static class VolumeGrowth
{
    /// <summary>Claims that are waited for by name; the others are only counted.</summary>
    private const int MostNames = 5;

    /// <summary>The claims of every volume that grows, those that have grown already too; by role, volume and node. Empty when none does.</summary>
    public static ImmutableArray<ClaimGrowth> Of(KafkaCluster cluster, ObservedState observed) =>
    [
        .. from role in new ClusterIdentity(cluster, "").Roles
           from volume in role.Spec.Storage?.Volumes.OrderBy(volume => volume.Id) ?? Enumerable.Empty<Volume>()
           from growth in OfVolume(role, volume, observed)
           select growth,
    ];

    /// <summary>For people: <c>2 of 3 claims grown; waiting for data-0-orders-brokers-2</c>.</summary>
    public static string Describe(ImmutableArray<ClaimGrowth> claims)
    {
        var waiting = claims.Where(claim => !claim.IsGrown).Select(claim => claim.Claim.Name + (claim.State is { } state ? $" ({state})" : "")).ToList();
        var more = waiting.Count > MostNames ? $" and {waiting.Count - MostNames} more" : "";
        return $"{claims.Length - waiting.Count} of {claims.Length} claims grown; waiting for {string.Join(", ", waiting.Take(MostNames))}{more}";
    }

    /// <summary>What others would have to have changed, where nobody asked for a new size.</summary>
    public static IEnumerable<FieldDelta> Deltas(ImmutableArray<ClaimGrowth> claims) =>
        from claim in claims
        where claim.Requested < claim.Wanted
        select new FieldDelta($"{claim.Claim}: spec.resources.requests.storage", Json(claim.Requested), Json(claim.Wanted));

    /// <summary>Whether the difference is one of a claim template that asks for more.</summary>
    public static bool IsGrowth(FieldDelta delta) =>
        delta.Path.EndsWith("].spec.resources.requests.storage", StringComparison.Ordinal)
        && Quantity.TryParse(delta.Before?.ToString(), out var before) && Quantity.TryParse(delta.After?.ToString(), out var after) && before < after;

    private static ImmutableArray<ClaimGrowth> OfVolume(NodeRoleView role, Volume volume, ObservedState observed)
    {
        var claims = Enumerable.Range(0, role.Spec.Replicas)
            .Select(ordinal => observed.Find(role.Identity.Key(ResourceType.PersistentVolumeClaims, $"{NodeRoleView.ClaimName(volume)}-{role.Name}-{ordinal}")))
            .Where(claim => claim is { IsTerminating: false })
            .Select(claim => Of(claim!, volume.Size))
            .ToImmutableArray();
        return claims.Any(claim => !claim.IsGrown) || IsTemplateSmaller(role, volume, observed) ? claims : [];
    }

    private static bool IsTemplateSmaller(NodeRoleView role, Volume volume, ObservedState observed) =>
        observed.Find(role.Identity.Key(ResourceType.StatefulSets, role.Name))?.At("spec", "volumeClaimTemplates") is { ValueKind: JsonValueKind.Array } templates
        && templates.EnumerateArray().Any(template => template.GetProperty("metadata").GetProperty("name").ValueEquals(NodeRoleView.ClaimName(volume)) && Size(template, "spec", "resources", "requests") < volume.Size);

    private static ClaimGrowth Of(KubeObject claim, Quantity wanted) => new(
        claim.Key,
        claim.Uid,
        claim.At("spec", "storageClassName")?.GetString() is { Length: > 0 } storageClass ? storageClass : null,
        Size(claim.Json, "spec", "resources", "requests"),
        claim.At("status", "capacity", "storage") is { } capacity ? Quantity.Parse(capacity.ToString()) : null,
        wanted,
        State(claim));

    private static Quantity Size(JsonElement claim, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            claim = claim.GetProperty(name);
        return Quantity.Parse(claim.GetProperty("storage").ToString());
    }

    private static string? State(KubeObject claim) => claim.At("status", "conditions") is { ValueKind: JsonValueKind.Array } conditions
        ? conditions.EnumerateArray().Where(condition => condition.GetProperty("status").ValueEquals("True")).Select(condition => condition.GetProperty("type").GetString()).FirstOrDefault()
        : null;

    private static JsonElement Json(Quantity size) => JsonSerializer.SerializeToElement(size.ToString());
}
