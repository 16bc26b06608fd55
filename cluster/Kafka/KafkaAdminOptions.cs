using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>How managed Kafka clusters are found and asked.</summary>
public sealed class KafkaAdminOptions
{
    /// <value>
    /// Bootstrap servers by resource key, where a cluster is not reached through its Service: <c>KafkaCluster/streaming/orders</c> →
    /// <c>127.0.0.1:9092</c>. With <c>ssl://</c> in front they are spoken to as the Service is: with TLS and the operator's certificate where
    /// the cluster has <c>internalTls</c>; else without TLS. Empty by default.
    /// </value>
    public IDictionary<string, string> Bootstrap { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <value>
    /// Name of a listener by which clusters that are not named above are reached, at the addresses that their status tells: for a process
    /// outside Kubernetes. It is one without TLS and authentication. By default they are reached through their Service.
    /// </value>
    public string? Listener { get; set; }

    /// <value>Longest wait for one request, 1 second to 10 minutes. Default 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <value>How long a certificate is used before its Secret is looked at again, 1 second to 1 hour. Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CredentialsInterval { get; set; } = TimeSpan.FromSeconds(30);
}
