using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cli.Demo;

/// <summary>Waits for what a chapter of the demo promises, and gives up loudly.</summary>
internal sealed class DemoWatch(DemoPlatform platform, Timeline timeline, CancellationToken cancellationToken)
{
    private int _mark;

    /// <summary>Nodes restarted since the mark, as the trail tells.</summary>
    public int Restarts => Since().Count(seen => seen.Data is PlatformEvent.ChangeProgressed);

    /// <summary>What follows speaks of events from here on.</summary>
    public void Mark() => _mark = timeline.Seen.Count;

    /// <summary>As <c>kubectl wait --for=condition=Ready</c> does it, with the generation looked at too.</summary>
    public async Task ReadyAsync(ObjectKey key, Func<KubeObject, bool>? also = null)
    {
        await UntilAsync(async () => await platform.Kubernetes.GetAsync(key, cancellationToken) is { } live && IsReady(live) && (also is null || also(live)), $"{key} to be Ready");
        timeline.Say($"✔ {key} is Ready", Tone.Good);
    }

    public async Task<T> EventAsync<T>(Func<T, bool> isIt)
        where T : PlatformEvent
    {
        T? found = null;
        await UntilAsync(() => Task.FromResult((found = Since().Select(seen => seen.Data).OfType<T>().FirstOrDefault(isIt)) is not null), $"a {typeof(T).Name} event");
        return found!;
    }

    private IEnumerable<EventEnvelope> Since() => timeline.Seen.Skip(_mark);

    private Task UntilAsync(Func<Task<bool>> isSo, string what) => DemoWait.UntilAsync(isSo, what, platform.Patience, cancellationToken);

    private static bool IsReady(KubeObject live) => live.At("status", "observedGeneration")?.GetInt64() == live.Generation && live.IsConditionTrue("Ready");
}
