using System.Collections.Immutable;
using System.Globalization;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// Objects with one version for all of them, as etcd counts, and a history per type to watch. Observers are called in order of the
/// versions, under the lock: they note what they see and call nothing back. Thread-safe.
/// </summary>
/// <param name="historyLimit">Changes kept per type; a watch from before them is expired.</param>
internal sealed class ObjectStore(int historyLimit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResourceType, TypeStore> _types = [];
    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);
    private ImmutableArray<Action<ObjectChange>> _observers = [];
    private long _version = 1;

    public Stored? Find(ObjectKey key)
    {
        lock (_lock)
            return Of(key.Type).Objects.GetValueOrDefault(PathOf(key));
    }

    public (ImmutableArray<KubeObject> Items, long Version) List(ResourceType type, string? @namespace)
    {
        lock (_lock)
        {
            var items = Of(type).Objects.Values.Select(stored => stored.Object);
            return ([.. items.Where(item => @namespace is null || item.Key.Namespace == @namespace)], _version);
        }
    }

    /// <summary>Every object that names owners, none of which is there any more; in order of type and key.</summary>
    public ImmutableArray<KubeObject> Orphans() => All(item => Owners.Of(item) is { Count: > 0 } owners && !owners.Exists(_uids.Contains));

    /// <summary>Every object that is as asked for; in order of type and key.</summary>
    public ImmutableArray<KubeObject> All(Func<KubeObject, bool> isWanted)
    {
        lock (_lock)
        {
            return [.. _types.OrderBy(type => type.Key.ToString(), StringComparer.Ordinal)
                .SelectMany(type => type.Value.Objects.Values)
                .Select(stored => stored.Object)
                .Where(isWanted)];
        }
    }

    /// <summary>Stores the draft, or removes the object when there is none, if the object is still what it was.</summary>
    /// <returns>False when someone else was first.</returns>
    public bool TryCommit(ObjectKey key, Stored? expected, Draft? draft, out KubeObject committed)
    {
        lock (_lock)
        {
            committed = expected?.Object!;
            var objects = Of(key.Type).Objects;
            if (!ReferenceEquals(objects.GetValueOrDefault(PathOf(key)), expected))
                return false;
            var version = (++_version).ToString(CultureInfo.InvariantCulture);
            var before = expected?.Object;
            committed = (draft ?? new Draft(Draft.Copy(before!), expected!.Managers)).Seal(key.Type, version);
            if (draft is null)
                objects.Remove(PathOf(key));
            else
                objects[PathOf(key)] = new Stored(committed, draft.Managers);
            Note(new ObjectChange(_version, TypeOf(before, draft), committed, before));
            return true;
        }
    }

    /// <summary>What happened to the type after the version, and the version up to which that is all.</summary>
    /// <param name="isBegun">A watch that runs lives on through a compaction unless it missed something; one that begins does not.</param>
    /// <exception cref="KubernetesApiException">The history does not reach back so far.</exception>
    public (ImmutableArray<ObjectChange> Changes, long Version) ReadAfter(ResourceType type, long version, bool isBegun)
    {
        lock (_lock)
        {
            var store = Of(type);
            var oldest = isBegun ? store.LastLost : store.Compacted;
            if (version < oldest)
                throw ApiErrors.Expired(version, oldest);
            var start = store.History.FindIndex(change => change.Version > version);
            return (start < 0 ? [] : [.. store.History.Skip(start)], _version);
        }
    }

    /// <summary>Forgets the history: watches from before now are expired.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            foreach (var store in _types.Values)
                store.Trim(store.History.Count, _version);
        }
    }

    public void Observe(Action<ObjectChange> observer)
    {
        lock (_lock)
            _observers = _observers.Add(observer);
    }

    public void Forget(Action<ObjectChange> observer)
    {
        lock (_lock)
            _observers = _observers.Remove(observer);
    }

    private void Note(ObjectChange change)
    {
        var store = Of(change.Object.Key.Type);
        store.History.Add(change);
        if (store.History.Count > historyLimit)
            store.Trim(1, store.History[0].Version);
        _ = change.Type == WatchEventType.Deleted ? _uids.Remove(change.Object.Uid) : _uids.Add(change.Object.Uid);
        foreach (var observer in _observers)
            observer(change);
    }

    private static WatchEventType TypeOf(KubeObject? before, Draft? draft) =>
        draft is null ? WatchEventType.Deleted : before is null ? WatchEventType.Added : WatchEventType.Modified;

    private TypeStore Of(ResourceType type)
    {
        if (!_types.TryGetValue(type, out var store))
            _types[type] = store = new TypeStore();
        return store;
    }

    private static string PathOf(ObjectKey key) => $"{key.Namespace}/{key.Name}";

    private sealed class TypeStore
    {
        public SortedDictionary<string, Stored> Objects { get; } = new(StringComparer.Ordinal);

        public List<ObjectChange> History { get; } = [];

        /// <summary>Versions below this are too old to begin a watch from.</summary>
        public long Compacted { get; private set; }

        /// <summary>Version of the newest change that is no longer in the history.</summary>
        public long LastLost { get; private set; }

        public void Trim(int count, long version)
        {
            if (count > 0)
                LastLost = History[count - 1].Version;
            History.RemoveRange(0, count);
            Compacted = version;
        }
    }
}
