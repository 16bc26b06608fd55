using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Serves watches from the history. A watch lasts until it is cancelled or has fallen behind the history.</summary>
internal sealed class ObjectWatches(ObjectStore store, TimeProvider clock, TimeSpan? bookmarkInterval)
{
    public async IAsyncEnumerable<WatchEvent> Watch(WatchScope scope, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!long.TryParse(resourceVersion, CultureInfo.InvariantCulture, out var version))
            throw ApiErrors.BadRequest($"invalid resource version \"{resourceVersion}\"");
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Action<ObjectChange> observer = change => _ = change.Object.Key.Type == scope.Type && wake.Writer.TryWrite(true);
        store.Observe(observer);
        await using var alarm = bookmarkInterval is { } interval ? clock.CreateTimer(_ => wake.Writer.TryWrite(true), null, interval, interval) : null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (changes, reached) = store.ReadAfter(scope.Type, version);
                foreach (var seen in changes.Select(scope.Show).OfType<WatchEvent>())
                    yield return seen;
                if (changes.IsEmpty && alarm is not null && reached > version)
                    yield return new WatchEvent(WatchEventType.Bookmark, null, reached.ToString(CultureInfo.InvariantCulture));
                version = reached;
                await wake.Reader.ReadAsync(cancellationToken);
            }
        }
        finally
        {
            store.Forget(observer);
        }
    }
}
