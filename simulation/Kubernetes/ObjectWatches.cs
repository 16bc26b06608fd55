using System.Globalization;
using System.Runtime.CompilerServices;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Serves watches from the history. A watch lasts until it is cancelled or has fallen behind the history.</summary>
internal sealed class ObjectWatches(ObjectStore store, TimeProvider clock, TimeSpan? bookmarkInterval)
{
    public async IAsyncEnumerable<WatchEvent> Watch(WatchScope scope, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!long.TryParse(resourceVersion, CultureInfo.InvariantCulture, out var version))
            throw ApiErrors.BadRequest($"invalid resource version \"{resourceVersion}\"");
        var wake = new WakeSignal();
        Action<ObjectChange> observer = change =>
        {
            if (change.Object.Key.Type == scope.Type)
                wake.Set();
        };
        store.Observe(observer);
        await using var alarm = bookmarkInterval is { } interval ? clock.CreateTimer(_ => wake.Set(), null, interval, interval) : null;
        try
        {
            for (var isBegun = false; ; isBegun = true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (changes, reached) = store.ReadAfter(scope.Type, version, isBegun);
                foreach (var seen in changes.Select(scope.Show).OfType<WatchEvent>())
                    yield return seen;
                if (isBegun && changes.IsEmpty && reached > version)
                    yield return new WatchEvent(WatchEventType.Bookmark, null, reached.ToString(CultureInfo.InvariantCulture));
                version = reached;
                await wake.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            store.Forget(observer);
        }
    }
}
