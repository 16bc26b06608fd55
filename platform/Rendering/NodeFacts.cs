using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Annotations that tell a pod what is known only once it is scheduled. The container reads them as files, waits for those that it
/// needs, and keeps them beside its data: a node that restarts while nobody can annotate its pod starts with the last known.
/// </summary>
public static class NodeFacts
{
    /// <summary>Where the container finds them; empty files until they are told.</summary>
    internal const string Folder = "/etc/kafka-facts";

    internal const string RackFile = "rack";

    internal const string AdvertisedFile = "advertised";

    /// <summary>Rack of the Kubernetes node that the pod runs on.</summary>
    public const string Rack = Marks.Prefix + "rack";

    /// <summary>What the node advertises on external listeners: <c>EXTERNAL://203.0.113.7:31094</c>, joined by commas.</summary>
    public const string Advertised = Marks.Prefix + "advertised";
}
