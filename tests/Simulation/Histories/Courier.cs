using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Bus;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>
/// Brings requested changes to one life of the worker as the real pump does: a failed one is tried again for ever, and long work hears
/// of a newer change of its resource.
/// </summary>
/// <param name="tellsOfNewer">False is a pump that is broken on purpose.</param>
internal sealed class Courier(
    SimulatedBus bus, TimeProvider clock, Trace trace, bool tellsOfNewer, Func<PlatformEvent.ChangeRequested, int, CancellationToken, CancellationToken, Task> handle)
{
    public const string Group = "gitopskafka-worker";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ResourceKey, (BusRecord Record, CancellationTokenSource Superseded)> _open = [];

    public Task RunAsync(CancellationToken stop) => bus.SubscribeAsync(Group, DeliverAsync, stop);

    /// <summary>What is being done for the resource; null when nothing.</summary>
    public PlatformEvent.ChangeRequested? Current(ResourceKey key) => _open.TryGetValue(key, out var open) ? (PlatformEvent.ChangeRequested)open.Record.Event : null;

    public IEnumerable<PlatformEvent.ChangeRequested> All => _open.Values.Select(open => (PlatformEvent.ChangeRequested)open.Record.Event);

    public void Supersede(PlatformEvent.ChangeRequested newer)
    {
        if (_open.TryGetValue(newer.Resource, out var open) && IsOlder((PlatformEvent.ChangeRequested)open.Record.Event, newer))
            open.Superseded.Cancel();
    }

    private async Task DeliverAsync(BusRecord record, CancellationToken stop)
    {
        if (record.Event is not PlatformEvent.ChangeRequested request)
            return;
        using var superseded = new CancellationTokenSource();
        if (bus.Of(request.Resource).Any(later => later.Offset > record.Offset && later.Event is PlatformEvent.ChangeRequested newer && IsOlder(request, newer)))
            superseded.Cancel();
        _open[request.Resource] = (record, superseded);
        trace.Add($"deliver {record.Offset}: {request.Operation} {request.Resource} #{request.Cause.Commit.Sequence}");
        try
        {
            await HandleAsync(request, superseded.Token, stop);
        }
        finally
        {
            _open.Remove(request.Resource);
        }
    }

    private async Task HandleAsync(PlatformEvent.ChangeRequested request, CancellationToken superseded, CancellationToken stop)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await handle(request, attempt, superseded, stop);
                return;
            }
            catch (Exception failure) when (failure is not SimulatedCrashException && !stop.IsCancellationRequested)
            {
                trace.Add($"attempt {attempt} of {request.Resource} failed: {failure.GetType().Name}: {failure.Message}");
            }

            await Task.Delay(pause, clock, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private bool IsOlder(PlatformEvent.ChangeRequested left, PlatformEvent.ChangeRequested right) =>
        tellsOfNewer && left.Cause.Commit.Source == right.Cause.Commit.Source && left.Cause.Commit.Sequence < right.Cause.Commit.Sequence;
}
