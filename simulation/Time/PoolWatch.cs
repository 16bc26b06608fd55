using System.Diagnostics.Tracing;

namespace GitOpsKafka.Simulation.Time;

/// <summary>
/// Notices when code on the current thread hands work to the thread pool, at the moment and place where it does. The runtime raises an event for
/// each item, on the thread that queues it.
/// Source: https://github.com/dotnet/runtime/blob/main/src/libraries/System.Private.CoreLib/src/System/Threading/ThreadPoolWorkQueue.cs.
/// </summary>
internal sealed class PoolWatch : EventListener
{
    private const string SourceName = "System.Diagnostics.Eventing.FrameworkEventSource";

    private const string Enqueued = "ThreadPoolEnqueueWork";

    [ThreadStatic]
    private static bool _isWatched;

    [ThreadStatic]
    private static int _count;

    [ThreadStatic]
    private static string? _firstPlace;

    /// <summary>Begins or ends to count on this thread.</summary>
    public static void Watch(bool isWatched)
    {
        _ = Listening.Instance;
        (_isWatched, _count, _firstPlace) = (isWatched, 0, null);
    }

    /// <summary>Items handed over since the last call, and where the first of them was.</summary>
    public static (int Count, string? Place) Take()
    {
        var taken = (_count, _firstPlace);
        (_count, _firstPlace) = (0, null);
        return taken;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == SourceName)
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (!_isWatched || eventData.EventName != Enqueued)
            return;
        if (_count++ == 0)
            _firstPlace = Environment.StackTrace;
    }

    private static PoolWatch Start()
    {
        var watch = new PoolWatch();
        // The pool looks only now and then whether somebody listens: when a worker begins, at the latest.
        using var isSeen = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(_ => isSeen.Set(), null);
        isSeen.Wait();
        return watch;
    }

    /// <summary>Apart, because events arrive while it is being made: they must not wait for it.</summary>
    private static class Listening
    {
        public static readonly PoolWatch Instance = Start();
    }
}
