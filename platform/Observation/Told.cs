namespace GitOpsKafka.Platform.Observation;

/// <summary>An answer, or why there is none: unknown is not absent. A closed hierarchy. Immutable.</summary>
public abstract record Told<T>
{
    public sealed record Known(T Value) : Told<T>;

    /// <param name="Why">One line for people.</param>
    public sealed record Unknown(string Why) : Told<T>;
}
