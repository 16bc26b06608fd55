using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>A claim of a node next to the size that it should have. Immutable.</summary>
/// <param name="StorageClass">Null when the volume is of no class.</param>
/// <param name="Requested">What the claim asks for.</param>
/// <param name="Capacity">What its volume has; null until there is one.</param>
/// <param name="State">What Kubernetes says of a growth that is under way, such as <c>FileSystemResizePending</c>; null when nothing.</param>
public sealed record ClaimGrowth(ObjectKey Claim, string Uid, string? StorageClass, Quantity Requested, Quantity? Capacity, Quantity Wanted, string? State)
{
    /// <summary>It must be asked for more, and can be: Kubernetes takes a new size only where there is a volume.</summary>
    public bool MustAsk => Capacity is not null && Requested < Wanted;

    public bool IsGrown => Requested >= Wanted && (Capacity is null || Capacity >= Wanted);

    /// <summary><c>data-0-orders-brokers-1 1Gi → 2Gi</c>.</summary>
    public override string ToString() => $"{Claim.Name} {Capacity ?? Requested} → {Wanted}";
}
