using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Git;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Keeps the newest revision at hand: reads the source when a hook says so, and every poll interval. A source that cannot be read
/// changes nothing: the last revision stays in force.
/// </summary>
internal sealed class RevisionFollower(IDesiredSource source, RevisionSequence sequence, WatchCaches caches, WakeUp hooks, LoopTimes times, ILogger<RevisionFollower> logger)
{
    private volatile Revision? _current;
    private volatile Revision? _inForce;
    private string? _trouble;

    /// <summary>Null until the source was read once.</summary>
    public Revision? Current => _current;

    /// <summary>The newest revision that can be used: one with errors leaves the one before in force. Null until there was one.</summary>
    public Revision? InForce => _inForce;

    /// <summary>Raised after each new revision.</summary>
    public ChangeSignal News { get; } = new();

    public async Task RunAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        if (LastUsed() is ({ } sha, var number))
            sequence.RaiseTo(number, sha);
        while (!stop.IsCancellationRequested)
        {
            await ReadAsync(stop);
            await hooks.WaitAsync(_trouble is null ? times.Poll : times.Retry, stop);
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            var revision = await source.ReadAsync(stop);
            _trouble = null;
            if (ReferenceEquals(revision, _current))
                return;
            _current = revision;
            if (revision.IsUsable)
                _inForce = revision;
            News.Raise();
        }
        catch (DesiredSourceException exception)
        {
            if (_trouble != exception.Message)
                logger.SourceNotRead(exception.Reason, exception.Message);
            _trouble = exception.Message;
        }
    }

    /// <summary>Numbers never go back, whatever became of this process or of the branch: the cluster remembers the last one used.</summary>
    private (string? Sha, long Number) LastUsed() => ResourceKinds.All
        .SelectMany(kind => caches.Of(kind.Type).Snapshot.Values)
        .Select(live => (live.Annotation(Marks.Commit), long.TryParse(live.Annotation(Marks.Sequence), out var used) ? used : 0))
        .OrderByDescending(used => used.Item2).ThenBy(used => used.Item1, StringComparer.Ordinal)
        .FirstOrDefault();
}
