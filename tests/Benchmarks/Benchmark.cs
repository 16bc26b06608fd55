namespace GitOpsKafka.Benchmarks;

/// <summary>One thing that is measured.</summary>
internal abstract class Benchmark
{
    public abstract string Name { get; }

    /// <summary>One line for people.</summary>
    public abstract string Purpose { get; }

    /// <summary>What this machine lacks for it; null when it can run.</summary>
    public virtual string? WhyNot(BenchmarkOptions options) => null;

    public abstract Task RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken);
}
