using System.Globalization;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>What one watch looks at. Immutable.</summary>
internal sealed record WatchScope(ResourceType Type, string? Namespace, LabelSelector Selector)
{
    /// <summary>The change as this watch shows it: an object that stops to match is deleted for it. Null when it shows nothing.</summary>
    public WatchEvent? Show(ObjectChange change)
    {
        if (Namespace is not null && change.Object.Key.Namespace != Namespace)
            return null;
        var was = change.Before is not null && Selector.Matches(change.Before);
        var now = change.Type != WatchEventType.Deleted && Selector.Matches(change.Object);
        return (was, now) switch
        {
            (false, false) => null,
            (false, true) => Event(WatchEventType.Added, change),
            (true, true) => Event(WatchEventType.Modified, change),
            (true, false) => Event(WatchEventType.Deleted, change),
        };
    }

    private static WatchEvent Event(WatchEventType type, ObjectChange change) => new(type, change.Object, change.Version.ToString(CultureInfo.InvariantCulture));
}
