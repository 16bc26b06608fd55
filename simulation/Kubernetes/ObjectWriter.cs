using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes.Apply;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// Takes a write through the steps of the API server: draft, defaults, system fields, validation, admission, store. Nothing is locked
/// meanwhile; when the object changed under it, the write starts over. Thread-safe.
/// </summary>
internal sealed class ObjectWriter(ObjectStore store, ServerValues values, TimeProvider clock)
{
    public Admission? Admission { get; set; }

    /// <param name="draft">What is to be stored, made from what is stored.</param>
    /// <exception cref="KubernetesApiException">Refused.</exception>
    public KubeObject Write(ObjectKey key, WriteRequest request, Func<Stored?, Draft> draft)
    {
        var traits = KindTraits.Of(key.Type);
        while (true)
        {
            var live = store.Find(key);
            var old = live is null ? null : Draft.Copy(live.Object);
            var next = Complete(key, live, old, Drafted(key, live, draft), traits);
            if (IsJudged(key, request))
                Judge(key, request, live, next, traits);
            if (live is not null && next.Says(live.Managers, old!))
                return live.Object;
            if (request.IsDryRun)
                return next.Seal(key.Type, live?.Object.ResourceVersion ?? "");
            if (store.TryCommit(key, live, IsGone(next) ? null : next, out var committed))
                return committed;
        }
    }

    /// <param name="isAlone">What it owns is to be left without an owner.</param>
    /// <returns>False when there is no such object.</returns>
    public bool Delete(ObjectKey key, string? uid, WriteRequest request, bool isAlone = false)
    {
        while (store.Find(key) is { } live)
        {
            if (uid is not null && uid != live.Object.Uid)
                throw ApiErrors.OtherUid(key, uid, live.Object.Uid);
            if (IsJudged(key, request))
                Admission!.Judge(key, request, live.Object.ToNode(), after: null);
            if (live.Object.IsTerminating || store.TryCommit(key, live, Terminating(live, isAlone), out _))
                return true;
        }

        return false;
    }

    /// <summary>Takes the object out at once, as the kubelet does when a pod has stopped.</summary>
    public void Remove(ObjectKey key, string uid)
    {
        while (store.Find(key) is { } live && live.Object.Uid == uid)
        {
            if (store.TryCommit(key, live, draft: null, out _))
                return;
        }
    }

    /// <summary>The object marked for deletion where something must happen first (finalizers, a running pod), or null when it may go.</summary>
    private Draft? Terminating(Stored live, bool isAlone)
    {
        var draft = new Draft(Draft.Copy(live.Object), live.Managers);
        if (isAlone)
            draft.Metadata["finalizers"] = new JsonArray([.. (draft.Metadata["finalizers"] as JsonArray ?? []).Select(name => name?.DeepClone()), Owners.OrphanFinalizer]);
        var isRunning = live.Object.Key.Type == ResourceType.Pods && live.Object.At("spec", "nodeName") is not null;
        if (!isRunning && draft.Metadata["finalizers"] is not JsonArray { Count: > 0 })
            return null;
        draft.Metadata["deletionTimestamp"] = Timestamps.Text(clock.GetUtcNow());
        draft.Metadata["deletionGracePeriodSeconds"] = isRunning ? draft.Json.Object("spec").Number("terminationGracePeriodSeconds") : 0;
        if (live.Object.Generation > 0)
            draft.Metadata["generation"] = live.Object.Generation + 1;
        return draft;
    }

    private static bool IsGone(Draft draft) =>
        draft.Metadata.ContainsKey("deletionTimestamp") && draft.Metadata["finalizers"] is not JsonArray { Count: > 0 } && draft.Json.Text("kind") != "Pod";

    private static Draft Drafted(ObjectKey key, Stored? live, Func<Stored?, Draft> draft)
    {
        try
        {
            return draft(live);
        }
        catch (ApplyConflictException conflict)
        {
            throw new KubernetesApiException(System.Net.HttpStatusCode.Conflict, "Conflict", conflict.Message, conflict);
        }
        catch (FormatException malformed)
        {
            throw ApiErrors.BadRequest($"failed to create typed patch object ({key.Namespace}/{key.Name}; {key.Type.ApiVersion}, Kind={key.Type.Kind}): {malformed.Message}");
        }
    }

    private Draft Complete(ObjectKey key, Stored? live, JsonObject? old, Draft draft, KindTraits traits)
    {
        var (json, metadata) = (draft.Json, draft.Metadata);
        (json["apiVersion"], json["kind"]) = (key.Type.ApiVersion, key.Type.Kind);
        (metadata["name"], metadata["namespace"]) = (key.Name, key.Namespace);
        metadata["uid"] = live?.Object.Uid ?? values.NextUid();
        metadata["creationTimestamp"] = live?.Object.At("metadata", "creationTimestamp")?.GetString() ?? Timestamps.Text(clock.GetUtcNow());
        traits.Default(json, values);
        if (traits.HasGeneration)
            metadata["generation"] = (live?.Object.Generation ?? 0) + (old is not null && HasSameContent(old, json) ? 0 : 1);
        if (key.Type == ResourceType.PersistentVolumeClaims)
            ClaimAdmission.Admit(key, old, json, store);
        string[] faults = [.. ObjectRules.Check(key, metadata), .. ObjectRules.CheckFinalizers(live?.Object, metadata), .. traits.Validate(old, json)];
        return faults.Length == 0 ? draft : throw ApiErrors.Invalid(key, faults is [var only] ? only : $"[{string.Join(", ", faults)}]");
    }

    /// <summary>All but metadata and status: what the generation counts.</summary>
    private static bool HasSameContent(JsonObject left, JsonObject right)
    {
        static bool IsContent(KeyValuePair<string, JsonNode?> field) => field.Key is not ("metadata" or "status");
        return left.Count(IsContent) == right.Count(IsContent)
            && left.Where(IsContent).All(field => right.TryGetPropertyValue(field.Key, out var other) && JsonNode.DeepEquals(field.Value, other));
    }

    private bool IsJudged(ObjectKey key, WriteRequest request) => Admission is not null && key.Type.Group == ResourceKinds.Group && request.Subresource != "status";

    private void Judge(ObjectKey key, WriteRequest request, Stored? live, Draft next, KindTraits traits)
    {
        var before = live?.Object.ToNode();
        var after = next.Seal(key.Type, live?.Object.ResourceVersion ?? "").ToNode();
        if (request.Subresource == "scale")
            Admission!.Judge(key, request, Scales.Of(before!, traits), Scales.Of(after, traits));
        else
            Admission!.Judge(key, request, before, after);
    }
}
