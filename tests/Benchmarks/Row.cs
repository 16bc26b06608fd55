namespace GitOpsKafka.Benchmarks;

/// <summary>One line of a report. Immutable.</summary>
/// <param name="Note">How it was measured, or what it is to be compared with.</param>
internal sealed record Row(string What, double Value, string Unit, string Note);
