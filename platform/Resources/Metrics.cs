using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>What nodes tell of themselves for Prometheus. Immutable. Source: https://prometheus.github.io/jmx_exporter/.</summary>
public sealed record Metrics
{
    public const string DefaultJar = "/opt/kafka/libs/jmx_prometheus_javaagent-*.jar";

    [DefaultValue(false), Description("Every node answers on port 9404 under /metrics, by the JMX exporter as an agent in its Java virtual machine.")]
    public bool JmxExporter { get; init; }

    [DefaultValue(DefaultJar), MinLength(1), MaxLength(256), RegularExpression("^/[A-Za-z0-9._*/-]+$", ErrorMessage = "must be an absolute path")]
    [Description("Where the image has the exporter's jar, with * for what may vary. A node whose image does not have it serves without metrics.")]
    public string JmxExporterJar { get; init; } = DefaultJar;

    [Description("Configuration of the exporter with its rules, in place of the built-in one.")]
    public FreeObject? JmxExporterConfig { get; init; }
}
