namespace GitOpsKafka.Platform.Schemas;

/// <summary>Least and greatest value, length or count, both inclusive; null for no bound. Immutable.</summary>
public readonly record struct Bounds(decimal? Min, decimal? Max)
{
    public static Bounds None => default;

    /// <summary><c> from 1 to 10</c>, <c> of at least 1</c>, <c> of at most 10</c> or nothing.</summary>
    public override string ToString() => this switch
    {
        { Min: { } min, Max: { } max } => $" from {min} to {max}",
        { Min: { } min } => $" of at least {min}",
        { Max: { } max } => $" of at most {max}",
        _ => "",
    };
}
