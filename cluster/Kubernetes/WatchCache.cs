using System.Collections.Immutable;
using System.Net;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// The objects of one type as the API server has them, kept current by a list and then watches. While the server cannot be asked, the
/// last snapshot stays: unknown is not absent. Reading is thread-safe and costs nothing; <see cref="RunAsync"/> runs once.
/// </summary>
public sealed class WatchCache(IKubernetesApi api, WatchScope scope, TimeProvider time, Random random, ILogger<WatchCache> logger)
{
    /// <summary>A watch that ends sooner and tells nothing is no watch: begun again at once, it would spin.</summary>
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);

    private readonly WatchHealth _health = new(time);
    private readonly Backoff _backoff = new(random);
    private volatile ImmutableDictionary<ObjectKey, KubeObject> _snapshot = Snapshots.Empty;
    private volatile bool _isSynced;
    private string? _resourceVersion;

    public WatchScope Scope => scope;

    /// <summary>The objects; meaningful once <see cref="IsSynced"/>.</summary>
    public ImmutableDictionary<ObjectKey, KubeObject> Snapshot => _snapshot;

    /// <summary>Whether the server was heard. False again when it says that there is no such type (any more).</summary>
    public bool IsSynced => _isSynced;

    /// <summary>When the server last said anything; null before the first time.</summary>
    public DateTimeOffset? LastSyncedAt => _health.LastHeardAt;

    /// <summary>Whether the snapshot may be old: failing for 2 minutes or silent for 15. For health checks.</summary>
    public bool IsStale => !IsSynced || _health.IsStale;

    /// <summary>Grows with every new snapshot. Read it before <see cref="Snapshot"/>.</summary>
    public long Version => Changes.Version;

    internal ChangeSignal Changes { get; init; } = new();

    internal SeenDeletions Deletions { get; init; } = new();

    /// <summary>Completes once the snapshot is newer than the version given.</summary>
    public Task<long> WaitForChangeAsync(long afterVersion, CancellationToken cancellationToken) => Changes.WaitAsync(afterVersion, cancellationToken);

    public async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        var version = Version;
        while (!IsSynced)
            version = await WaitForChangeAsync(version, cancellationToken);
    }

    /// <summary>Lists, watches, and begins again after failures, until cancelled; then completes normally.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var pause = await TurnAsync(cancellationToken);
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    /// <returns>How long to wait before the next turn.</returns>
    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_resourceVersion is null)
                await ListAsync(cancellationToken);
            await WatchAsync(_resourceVersion!, cancellationToken);
            return TimeSpan.Zero;
        }
        catch (KubernetesApiException error) when (error.IsExpired)
        {
            return Expired();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(error);
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var list = await api.ListAsync(scope.Type, scope.Namespace, scope.LabelSelector, cancellationToken);
        _resourceVersion = list.ResourceVersion;
        _health.Heard();
        var isFirst = !_isSynced;
        if (isFirst)
            logger.Synced(scope, list.Items.Length);
        var next = _snapshot.Replace(list.Items);
        Deletions.Note(_snapshot, next);
        Publish(next, isFirst);
    }

    private async Task WatchAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var wasHeard = false;
        await foreach (var change in api.WatchAsync(scope.Type, scope.Namespace, scope.LabelSelector, resourceVersion, cancellationToken))
        {
            wasHeard = true;
            _resourceVersion = change.ResourceVersion;
            Hear();
            // Before the snapshot: who finds the object missing finds out that it was deleted.
            Deletions.Note(change);
            Publish(_snapshot.With(change), isFirst: false);
        }

        if (!wasHeard && time.GetElapsedTime(begun) < ShortestWatch)
            throw new KubernetesApiException(default, "WatchEnded", "the server ended the watch at once");
        Hear();
    }

    private void Hear()
    {
        _health.Heard();
        _backoff.Reset();
    }

    private void Publish(ImmutableDictionary<ObjectKey, KubeObject> next, bool isFirst)
    {
        var isChanged = !ReferenceEquals(next, _snapshot);
        _snapshot = next;
        _isSynced = true;
        if (isChanged || isFirst)
            Changes.Raise();
    }

    /// <summary>The version is too old to watch from: list at once, but do not spin when that happens again and again.</summary>
    private TimeSpan Expired()
    {
        logger.Expired(scope);
        _resourceVersion = null;
        var isFirst = _backoff.Failures == 0;
        var pause = _backoff.Next();
        return isFirst ? TimeSpan.Zero : pause;
    }

    private TimeSpan Failed(Exception error)
    {
        _health.Failed();
        var pause = _backoff.Next();
        if (error is KubernetesApiException { Status: HttpStatusCode.NotFound })
            NotServed(pause);
        else
            logger.Failed(scope, pause.TotalMilliseconds, error);
        return pause;
    }

    private void NotServed(TimeSpan pause)
    {
        logger.NotServed(scope, pause.TotalMilliseconds);
        _resourceVersion = null;
        _isSynced = false;
    }
}
