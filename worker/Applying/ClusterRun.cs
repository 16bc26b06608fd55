using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>One run of one change of a cluster, from its start to its outcome. Not thread-safe; lost with the process.</summary>
internal sealed class ClusterRun(PlatformEvent.ChangeRequested request, DesiredResource desired, PatienceTimer patience)
{
    public PlatformEvent.ChangeRequested Request => request;

    public DesiredResource Desired => desired;

    public KafkaCluster Cluster { get; } = (KafkaCluster)desired.Value;

    public PatienceTimer Patience => patience;

    /// <summary>What was done, one line each.</summary>
    public List<string> Done { get; } = [];

    public int Restarts { get; set; }

    /// <summary>Everything is as desired.</summary>
    public Outcome End(ObservedState observed) => Endings.Of(request.ChangeId, Done, observed.Find(desired.Manifest.Key));
}
