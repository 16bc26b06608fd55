using System.Collections.Concurrent;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// What this worker is doing for which resource, for the status. Only a hint for people: nothing is decided from it, and it
/// is lost with the process. Thread-safe.
/// </summary>
internal sealed class WorkBoard
{
    private readonly ConcurrentDictionary<ResourceKey, Work> _works = new();

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    public Work? Of(ResourceKey key) => _works.GetValueOrDefault(key);

    /// <param name="work">Null when nothing is being done and nothing is wrong.</param>
    public void Set(ResourceKey key, Work? work)
    {
        if (work is null)
            _works.TryRemove(key, out _);
        else
            _works[key] = work;
        Changed?.Invoke();
    }
}
