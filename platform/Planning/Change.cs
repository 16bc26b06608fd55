using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What must happen to one resource so that the cluster is as desired. Immutable.</summary>
/// <param name="Id">
/// 40 hex digits from (commit, key, desired hash, observed hash): the same situation gives the same id, so that publishing again
/// after a crash is recognised.
/// </param>
/// <param name="Desired">Null for a delete.</param>
/// <param name="Manifest">What is desired, as written; for a delete what is stored.</param>
/// <param name="Deltas">Fields of the resource itself that differ; for drift also those of the objects made from it.</param>
/// <param name="Blocked">Why nothing is done, or null.</param>
public sealed record Change(
    string Id,
    ResourceKey Key,
    ChangeOperation Operation,
    Cause Cause,
    DesiredResource? Desired,
    JsonElement Manifest,
    ImmutableArray<FieldDelta> Deltas,
    ImmutableArray<Effect> Effects,
    BlockReason? Blocked)
{
    /// <summary>The resource is stored as desired and its status says that a worker is at it.</summary>
    public bool IsUnderWay { get; init; }

    public RiskClass Risk => Effects.Select(effect => effect.Risk).DefaultIfEmpty(RiskClass.Safe).Max();
}

public enum ChangeOperation
{
    Create,
    Update,
    Delete,

    /// <summary>Undo what others did to the cluster.</summary>
    Restore,
}

/// <summary>Wanted, but not allowed. Nothing is sent to the cluster.</summary>
/// <param name="Code">One word in CamelCase: DeletionProtected, TooManyDeletes, EmptyRevision, Paused …</param>
/// <param name="Explanation">One sentence that says what to do.</param>
public sealed record BlockReason(string Code, string Explanation);
