using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules;

/// <summary>What rules judge: one write of one object. Immutable.</summary>
/// <param name="Old">The object as it was; null on create.</param>
/// <param name="New">The object as it will be; null on delete.</param>
/// <param name="Neighbours">The other objects, as far as they are known.</param>
public sealed record RuleInput(Resource? Old, Resource? New, INeighbours Neighbours)
{
    /// <summary>The object that is written, or on delete the one that goes.</summary>
    public Resource Subject => New ?? Old ?? throw new InvalidOperationException("a write without an object");
}
