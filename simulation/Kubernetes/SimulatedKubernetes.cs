using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes.Apply;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// A Kubernetes API server in memory, for namespaced objects of any type: versions and watches, server-side apply with managed fields,
/// defaults, status and scale subresources, admission, finalizers, garbage collection. Every namespace exists. Calls complete at
/// once; <see cref="Faults.FaultyKubernetes"/> adds delay and failure. Thread-safe.
/// </summary>
public sealed class SimulatedKubernetes : IKubernetesApi
{
    private readonly TimeProvider _clock;
    private readonly ServerValues _values;
    private readonly GarbageCollector _garbage;
    private readonly ObjectWatches _watches;

    /// <param name="random">Source of uids and name endings.</param>
    public SimulatedKubernetes(TimeProvider clock, Random random, SimulatedKubernetesOptions? options = null)
    {
        options ??= new SimulatedKubernetesOptions();
        _clock = clock;
        _values = new ServerValues(random);
        Store = new ObjectStore(options.HistoryLimit);
        Writer = new ObjectWriter(Store, _values, clock);
        _garbage = new GarbageCollector(Store, Writer, clock, options.GarbageCollectionDelay);
        _watches = new ObjectWatches(Store, clock, options.BookmarkInterval);
    }

    internal ObjectStore Store { get; }

    internal ObjectWriter Writer { get; }

    /// <summary>
    /// Registers the validating webhook for writes of our kinds, with failurePolicy Fail: takes an AdmissionReview v1 with a request and returns
    /// one with a response. Null takes it away.
    /// </summary>
    public void UseAdmission(Func<ReadOnlyMemory<byte>, byte[]>? webhook) => Writer.Admission = webhook is null ? null : new Admission(webhook, _values);

    /// <summary>Forgets the history, as etcd's compaction does: watches from versions before now end with 410.</summary>
    public void Compact() => Store.Compact();

    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) => Answer(() =>
    {
        var selector = LabelSelector.Parse(labelSelector);
        var (items, version) = Store.List(type, @namespace);
        return new ObjectList(items.RemoveAll(item => !selector.Matches(item)), version.ToString(CultureInfo.InvariantCulture));
    }, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        _watches.Watch(new WatchScope(type, @namespace, LabelSelector.Parse(labelSelector)), resourceVersion, cancellationToken);

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => Answer(() => Store.Find(key)?.Object, cancellationToken);

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        Answer(() => Apply(desired, options, SimulatedUser.Operator), cancellationToken);

    /// <summary>Server-side apply by somebody else, for example a person with <c>kubectl apply --server-side</c>.</summary>
    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, SimulatedUser user, CancellationToken cancellationToken) =>
        Answer(() => Apply(desired, options, user), cancellationToken);

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => Answer(() =>
    {
        var traits = KindTraits.Of(desired.Key.Type);
        if (!traits.HasStatus || Store.Find(desired.Key) is null)
            throw ApiErrors.NotFound(desired.Key);
        var config = ApplyConfigs.StatusOf(desired);
        var request = new WriteRequest(options.FieldManager, "status", SimulatedUser.Operator, options.DryRun);
        return Writer.Write(desired.Key, request, live => Applied(live ?? throw ApiErrors.NotFound(desired.Key), config, options, "status", traits));
    }, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => DeleteAsync(key, uid, SimulatedUser.Operator, cancellationToken);

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) => Answer(() =>
    {
        var isDeleted = Writer.Delete(key, uid, new WriteRequest("", "", SimulatedUser.Operator), isAlone: true);
        _garbage.CollectSoon();
        return isDeleted;
    }, cancellationToken);

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) => Answer(() =>
    {
        if (Store.Find(live.Key) is not { } stored)
            return false;
        if (stored.Object.Uid != live.Uid)
            throw ApiErrors.OtherUid(live.Key, live.Uid, stored.Object.Uid);
        Update(live.Key, new WriteRequest(Marks.FieldManager, "", SimulatedUser.Operator), json => json["metadata"]!["finalizers"] = live.FinalizersWithout(finalizer));
        return true;
    }, cancellationToken);

    /// <summary>Delete by somebody else.</summary>
    public Task<bool> DeleteAsync(ObjectKey key, string? uid, SimulatedUser user, CancellationToken cancellationToken) => Answer(() =>
    {
        var isDeleted = Writer.Delete(key, uid, new WriteRequest("", "", user));
        _garbage.CollectSoon();
        return isDeleted;
    }, cancellationToken);

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) => Answer(() => Create(desired, SimulatedUser.Operator, Marks.FieldManager), cancellationToken);

    /// <summary>A change by hand, as <c>kubectl patch --type=merge</c> or <c>kubectl edit</c> makes it.</summary>
    /// <param name="patch">RFC 7386: null removes a field. Status is not touched.</param>
    /// <param name="manager">Field manager, such as <c>kubectl-edit</c>.</param>
    /// <exception cref="KubernetesApiException">No such object, or refused.</exception>
    public Task<KubeObject> PatchAsync(ObjectKey key, JsonObject patch, string manager, CancellationToken cancellationToken) =>
        Answer(() => Update(key, new WriteRequest(manager, "", SimulatedUser.Person), json => JsonMergePatch.Apply(json, patch)), cancellationToken);

    /// <summary>Sets the number of replicas through the scale subresource, as <c>kubectl scale</c> and autoscalers do.</summary>
    /// <exception cref="KubernetesApiException">No such object or subresource, or refused.</exception>
    public Task<KubeObject> ScaleAsync(ObjectKey key, int replicas, string manager, CancellationToken cancellationToken) => Answer(() =>
    {
        var traits = KindTraits.Of(key.Type);
        if (traits.ScalePath is null)
            throw ApiErrors.NotFound(key);
        return Update(key, new WriteRequest(manager, "scale", SimulatedUser.Person), json => Scales.Set(json, traits, replicas));
    }, cancellationToken);

    internal KubeObject Create(KubeObject desired, SimulatedUser user, string manager)
    {
        var json = desired.ToNode();
        var metadata = json.Object("metadata");
        var name = desired.Key.Name.Length > 0 ? desired.Key.Name : metadata.Text("generateName") + _values.NextNameEnding();
        var key = desired.Key with { Name = name };
        var created = Writer.Write(key, new WriteRequest(manager, "", user), live =>
        {
            if (live is not null)
                throw ApiErrors.AlreadyExists(key);
            var managers = FieldOwnership.Update(null, json, [], Entry(manager, FieldManager.Update, "", key.Type), new FieldRules(key.Type));
            return new Draft(json.DeepClone().AsObject(), managers);
        });
        _garbage.CollectIfOrphan(created);
        return created;
    }

    /// <summary>Reads, changes and writes back, as controllers and people with kubectl do.</summary>
    internal KubeObject Update(ObjectKey key, WriteRequest request, Action<JsonObject> change)
    {
        var traits = KindTraits.Of(key.Type);
        var updated = Writer.Write(key, request, live =>
        {
            var before = Draft.Copy((live ?? throw ApiErrors.NotFound(key)).Object);
            var after = before.DeepClone().AsObject();
            change(after);
            ApplyConfigs.KeepOutside(before, after, request.Subresource, traits);
            if (JsonNode.DeepEquals(before, after))
                return new Draft(after, live.Managers);
            var entry = Entry(request.Manager, FieldManager.Update, request.Subresource, key.Type);
            return new Draft(after, FieldOwnership.Update(before, after, live.Managers, entry, traits.Fields));
        });
        _garbage.CollectSoon();
        return updated;
    }

    private KubeObject Apply(KubeObject desired, ApplyOptions options, SimulatedUser user)
    {
        var key = desired.Key;
        if (key.Namespace.Length == 0)
            throw ApiErrors.BadRequest("an empty namespace may not be set during creation");
        var traits = KindTraits.Of(key.Type);
        var config = ApplyConfigs.MainOf(desired, traits);
        var applied = Writer.Write(key, new WriteRequest(options.FieldManager, "", user, options.DryRun), live =>
        {
            ApplyConfigs.CheckPreconditions(desired, live?.Object);
            return Applied(live, config, options, "", traits);
        });
        if (!options.DryRun)
            _garbage.CollectIfOrphan(applied);
        return applied;
    }

    private Draft Applied(Stored? live, JsonObject config, ApplyOptions options, string subresource, KindTraits traits)
    {
        var entry = Entry(options.FieldManager, FieldManager.Apply, subresource, traits.Type);
        var before = live is null ? null : Draft.Copy(live.Object);
        var (json, managers) = FieldOwnership.Apply(before, live?.Managers ?? [], config, entry, options.Force, traits.Fields);
        return new Draft(json, managers);
    }

    private ManagedEntry Entry(string manager, string operation, string subresource, ResourceType type) =>
        new(new FieldManager(manager, operation, subresource), type.ApiVersion, _clock.GetUtcNow(), new FieldSet());

    /// <summary>A call that is cancelled does nothing; one that fails gives a failed task, as a real client's would.</summary>
    private static Task<T> Answer<T>(Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(call());
        }
        catch (KubernetesApiException refused)
        {
            return Task.FromException<T>(refused);
        }
    }
}
