using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Under which addresses clients outside find one broker, from what Kubernetes gave its Services. Pure.</summary>
internal static class AdvertisedAddresses
{
    /// <returns>
    /// As Kafka's <c>advertised.listeners</c> wants it; empty without external listeners; null while an address is not known yet.
    /// </returns>
    public static string? Of(KafkaCluster cluster, PodView pod, ObservedState observed)
    {
        var identity = new ClusterIdentity(cluster, "");
        var addresses = identity.Listeners.Where(listener => listener.IsExternal).Select(listener => Advertised(listener, pod, observed)).ToList();
        return addresses.Contains(null) ? null : string.Join(',', addresses);
    }

    private static string? Advertised(ListenerView listener, PodView pod, ObservedState observed)
    {
        var service = observed.Find(listener.Identity.Key(ResourceType.Services, listener.BrokerName(pod.Ordinal)));
        var host = listener.BrokerHost(listener.Identity.Brokers.IdOffset + pod.Ordinal);
        return ExternalAddress.Of(listener, service, host, pod.HostAddress) is { } address ? $"{listener.Name}://{address}" : null;
    }
}
