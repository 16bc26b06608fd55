namespace GitOpsKafka.Platform.Resources;

/// <summary>Names in the pods of nodes that only the product sets. Thread-safe.</summary>
public static class ReservedInPods
{
    public const string Container = "kafka";

    private static readonly string[] Labels = ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by"];

    /// <summary>What the container is given, and what its start script sets for Kafka.</summary>
    private static readonly string[] Variables =
    [
        "POD_NAME", "NODE_ID_OFFSET", "CLUSTER_ID", "FORMAT_ARGUMENTS", "FACTS", "FACTS_STORE", "LOG_DIR", "LOGGING_OPTIONS", "HEAP_OPTIONS", "METRICS_JAR",
        "KAFKA_HEAP_OPTS", "KAFKA_LOG4J_OPTS", "KAFKA_OPTS", "EXTRA_ARGS",
    ];

    private static readonly string[] Volumes = ["config", "run", "tmp", "certificates", "facts", "data"];

    private static readonly string[] Paths = ["/etc/kafka-config", "/etc/kafka-certs", "/etc/kafka-facts", "/run/kafka", "/tmp", "/var/lib/kafka"];

    public static bool IsLabel(string name) => name.StartsWith(Marks.Prefix, StringComparison.Ordinal) || Labels.Contains(name, StringComparer.Ordinal);

    public static bool IsAnnotation(string name) => name.StartsWith(Marks.Prefix, StringComparison.Ordinal);

    public static bool IsVariable(string name) => Variables.Contains(name, StringComparer.Ordinal);

    public static bool IsVolume(string name) => Volumes.Contains(name, StringComparer.Ordinal) || name.StartsWith("data-", StringComparison.Ordinal);

    /// <summary>Whether a mount at the path would hide one of ours or lie inside it.</summary>
    public static bool IsPath(string path) => Paths.Any(known => IsWithin(path, known) || IsWithin(known, path));

    private static bool IsWithin(string path, string folder) => $"{path.TrimEnd('/')}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);
}
