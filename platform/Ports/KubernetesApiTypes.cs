using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Ports;

/// <param name="ResourceVersion">The version of the list; a watch from it misses nothing.</param>
public sealed record ObjectList(ImmutableArray<KubeObject> Items, string ResourceVersion);

/// <summary>One line of a watch. A bookmark carries only a newer version and no object.</summary>
public sealed record WatchEvent(WatchEventType Type, KubeObject? Object, string ResourceVersion);

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
}

/// <param name="FieldManager">Owns the fields applied; ours is <c>gitopskafka</c>.</param>
/// <param name="Force">Takes over fields that another manager owns, instead of a conflict.</param>
/// <param name="DryRun">Says what would be, changes nothing.</param>
public sealed record ApplyOptions(string FieldManager, bool Force = true, bool DryRun = false);
