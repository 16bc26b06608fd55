namespace GitOpsKafka.TestCluster;

/// <summary>One Apache Kafka version laid out in a folder (bin, libs). Immutable.</summary>
/// <param name="Version">For example 4.3.1.</param>
/// <param name="Home">The folder.</param>
/// <param name="Java">The java program that runs it, 17 or later.</param>
public sealed record KafkaDistribution(Version Version, string Home, string Java)
{
    /// <summary>Runs one of its command line tools, for example <c>kafka-features.sh</c>.</summary>
    public Task<ToolRun> RunToolAsync(string script, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        ToolRun.StartAsync(Path.Combine(Home, "bin", script), arguments, cancellationToken, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["KAFKA_HEAP_OPTS"] = "-Xmx128m",
            // A tool lives for a second: compile quickly, not well.
            ["KAFKA_JVM_PERFORMANCE_OPTS"] = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
            ["LOG_DIR"] = Path.GetTempPath(),
            ["PATH"] = Path.GetDirectoryName(Java) + ":" + Environment.GetEnvironmentVariable("PATH"),
        });
}
