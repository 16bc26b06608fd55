using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Where the event trail lives and how it is reached.</summary>
public sealed class BusOptions
{
    /// <summary>Brokers to ask first, <c>host:port</c> separated by commas.</summary>
    [Required]
    public string BootstrapServers { get; set; } = "";

    /// <value>Default <c>gitopskafka.changes</c>.</value>
    [Required]
    [RegularExpression("^[a-zA-Z0-9._-]{1,249}$", ErrorMessage = "{0} must be a Kafka topic name: letters, digits, dot, underscore, dash; at most 249.")]
    public string Topic { get; set; } = "gitopskafka.changes";

    /// <summary>
    /// Settings of librdkafka for TLS, SASL and tuning, by their names there. What would break the promises of the trail is refused.
    /// Source: https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md.
    /// </summary>
    public Dictionary<string, string> Kafka { get; set; } = [];

    /// <summary>Creates the topic when it is missing, and refuses one that would lose events.</summary>
    /// <value>Default true. False asks nothing of the cluster about it.</value>
    public bool CreateTopic { get; set; } = true;

    /// <summary>Publishes also to a topic that is compacted or has a finite retention, and only warns.</summary>
    /// <value>Default false.</value>
    public bool AllowUnsafeTopic { get; set; }

    /// <value>For a topic that is created. Default: the number of brokers, at most 3.</value>
    [Range(1, 10)]
    public short? ReplicationFactor { get; set; }

    /// <value>For a topic that is created. Default 12.</value>
    [Range(1, 1000)]
    public int Partitions { get; set; } = 12;

    /// <summary>Folder of the local spool, on a disk that outlives the process. One process at a time.</summary>
    [Required]
    public string SpoolDirectory { get; set; } = "";

    /// <summary>Events that are not yet on the bus, in bytes. Beyond it publishing fails.</summary>
    /// <value>Default 128 MiB; they are also held in memory.</value>
    [Range(1L << 20, 1L << 31)]
    public long MaxSpoolBytes { get; set; } = 128L << 20;

    /// <summary>Larger events are refused, for a broker would never take them.</summary>
    /// <value>Bytes. Default 1,000,000: brokers take 1,048,588 with headers by default.</value>
    [Range(1024, 100_000_000)]
    public int MaxEventBytes { get; set; } = 1_000_000;

    /// <value>Longest wait for one answer. Default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping process waits for the bus to confirm. What is left stays in the spool.</summary>
    /// <value>Default 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(5);
}
