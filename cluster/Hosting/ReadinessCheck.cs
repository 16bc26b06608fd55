namespace GitOpsKafka.Cluster.Hosting;

/// <summary>One thing that must be well before a process is ready. Thread-safe when the function is.</summary>
/// <param name="WhyNot">Says what is missing; null when it is well.</param>
public sealed record ReadinessCheck(string Name, Func<string?> WhyNot);
