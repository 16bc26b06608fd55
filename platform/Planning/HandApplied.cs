using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning.Diffing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// Resources that no repository holds: applied with kubectl or by another tool. What is stored is itself what is desired, so nothing but marks is ever
/// written to them, in the name of a field manager of their own: what that one gives up never takes a field of the author away. Pure; thread-safe.
/// </summary>
public static class HandApplied
{
    // Stored objects never change, so each is read once however often it is planned.
    private static readonly ConditionalWeakTable<KubeObject, Reading> Known = [];

    /// <summary>Annotations of the author that are as good as fields of the spec.</summary>
    private static readonly string[] Wishes = [ClusterCertificates.ClusterSecretAnnotation, ClusterCertificates.ClientsSecretAnnotation];

    /// <summary>Characters of JSON, far below the 256 KiB that all annotations may have together. Of a larger spec is not told what was before.</summary>
    private const int LargestSpec = 64 << 10;

    public static bool Is(KubeObject live) => live.Label(Marks.Source) is null;

    /// <summary>The stored resource as what is desired; null when it does not fit its kind: it was stored before the schema of today.</summary>
    public static DesiredResource? Desired(KubeObject live) => Known.GetValue(live, static stored => new Reading(Read(WithWishes(stored, WithSpec(stored, Spec(stored)))))).Resource;

    /// <summary>A worker took it on as it is stored; what is made from it is looked after since.</summary>
    public static bool IsTakenOn(KubeObject live) => Is(live) && live.Annotation(Marks.DesiredHash) is { } hash && hash == Desired(live)?.Hash;

    /// <summary>It is no longer what is desired: gone, on its way out, in a repository now, or applied once more.</summary>
    public static bool IsOvertaken(DesiredResource desired, ObservedState observed) =>
        desired.IsHandApplied && (observed.Find(desired.Manifest.Key) is not { IsTerminating: false } live || !Is(live) || Desired(live)?.Hash != desired.Hash);

    /// <summary>The resource as it was taken on last; null when it never was, or a hand wrote over what tells.</summary>
    internal static KubeObject? Before(KubeObject live)
    {
        try
        {
            return live.Annotation(Marks.AppliedSpec) is { } spec ? Read(WithSpec(live, JsonNode.Parse(spec)))?.Manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What was changed since; empty when nothing is known of before.</summary>
    internal static ImmutableArray<FieldDelta> Deltas(KubeObject live)
    {
        if (IsTakenOn(live) || Before(live) is not { } before)
            return [];
        var now = KubeObject.Of(live.Key.Type, WithSpec(live, Spec(live)));
        // One way finds what is new or different, the other what is gone.
        var removed = ObjectDiff.Between(before, now, Marks.HandManager).Where(delta => delta.Before is null).Select(delta => new FieldDelta(delta.Path, delta.After, null));
        return [.. ObjectDiff.Between(now, before, Marks.HandManager).Concat(removed).OrderBy(delta => delta.Path, StringComparer.Ordinal)];
    }

    /// <summary>The marks of a change, and what holds a cluster until it is torn down. The uid keeps it from making anew what is gone.</summary>
    internal static Effect.ApplyObject Mark(DesiredResource desired, KubeObject live, string changeId, ImmutableArray<FieldDelta> deltas)
    {
        var json = desired.Applied.ToNode();
        var metadata = json["metadata"]!.AsObject();
        metadata["uid"] = live.Uid;
        var marks = new JsonObject { [Marks.DesiredHash] = desired.Hash, [Marks.Change] = changeId };
        if (json["spec"]?.ToJsonString() is { Length: <= LargestSpec } spec)
            marks[Marks.AppliedSpec] = spec;
        metadata["annotations"] = marks;
        json.Remove("spec");
        return new Effect.ApplyObject(KubeObject.Of(live.Key.Type, json), Exists: true, deltas) { FieldManager = Marks.HandManager };
    }

    private static DesiredResource? Read(JsonObject json)
    {
        try
        {
            return json["spec"] is not JsonObject ? null : DesiredResource.FromManifest(KubeObject.Of(ResourceKinds.Get(json["kind"]!.GetValue<string>()).Type, json)) with { IsHandApplied = true };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Spec(KubeObject live) => live.At("spec") is { } spec ? JsonSerializer.SerializeToNode(spec) : null;

    private static JsonObject WithWishes(KubeObject stored, JsonObject json)
    {
        var wishes = Wishes.Where(name => stored.Annotation(name) is not null).Select(name => KeyValuePair.Create(name, (JsonNode?)stored.Annotation(name))).ToList();
        if (wishes.Count > 0)
            json["metadata"]!["annotations"] = new JsonObject(wishes);
        return json;
    }

    private static JsonObject WithSpec(KubeObject stored, JsonNode? spec) => new()
    {
        ["apiVersion"] = stored.Key.Type.ApiVersion,
        ["kind"] = stored.Key.Type.Kind,
        ["metadata"] = new JsonObject { ["name"] = stored.Key.Name, ["namespace"] = stored.Key.Namespace },
        ["spec"] = spec,
    };

    private sealed record Reading(DesiredResource? Resource);
}
