using System.Text.Json.Serialization;

namespace GitOpsKafka.Platform.Resources;

/// <summary>From where a listener is reached.</summary>
public enum ListenerType
{
    /// <summary>From inside the Kubernetes cluster.</summary>
    [JsonStringEnumMemberName("internal")]
    Internal,

    /// <summary>On a port of every Kubernetes node.</summary>
    [JsonStringEnumMemberName("nodeport")]
    NodePort,

    /// <summary>Through one load balancer for each broker.</summary>
    [JsonStringEnumMemberName("loadbalancer")]
    LoadBalancer,

    /// <summary>Through an ingress controller that passes TLS on by host name.</summary>
    [JsonStringEnumMemberName("ingress")]
    Ingress,
}
