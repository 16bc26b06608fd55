using System.Collections.Concurrent;

namespace GitOpsKafka.Worker.Status;

/// <summary>Ids that Kafka told of clusters whose id only Kafka knows, by uid of the KafkaCluster. Lost with the process; the status keeps them. Thread-safe.</summary>
internal sealed class ClusterIds
{
    private readonly ConcurrentDictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Raised after an id has become known, on the thread that told it.</summary>
    public event Action? Changed;

    public string? Of(string uid) => _ids.GetValueOrDefault(uid);

    public void Set(string uid, string clusterId)
    {
        _ids[uid] = clusterId;
        Changed?.Invoke();
    }
}
