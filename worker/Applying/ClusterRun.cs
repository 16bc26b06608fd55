using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

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

    /// <summary>
    /// The change is one of settings that brokers take on while they run, so they are asked for theirs. Brokers of a new cluster have theirs
    /// from their files, and other changes do not wait for a Kafka that is away: what is wrong there the reconciler sees. A request without
    /// deltas is of nodes that must restart, perhaps for a setting that only they tell.
    /// </summary>
    public bool IsOfSettings { get; } = request is { Operation: ChangeOperation.Update, Deltas.IsEmpty: true } || request.Deltas.Any(delta => delta.Path.StartsWith("kafka.", StringComparison.Ordinal) || IsOfSetting(delta.Path, (KafkaCluster)desired.Value));

    /// <summary>What the brokers were told last; null before the first time.</summary>
    public string? Told { get; set; }

    /// <summary>What was told of volumes that grow last.</summary>
    public string Grown { get; set; } = "";

    /// <summary>A StatefulSet was deleted and is not there again yet: a newer change waits until it is.</summary>
    public bool IsHalfWay { get; set; }

    private static bool IsOfSetting(string path, KafkaCluster cluster) => path.StartsWith("spec.config[", StringComparison.Ordinal)
        ? DynamicSettings.IsDynamic(cluster, path["spec.config[".Length..^1])
        : path == "spec.config";

    /// <summary>Everything is as desired.</summary>
    public Outcome End(ObservedState observed) => Endings.Of(request.ChangeId, Done, observed.Find(desired.Manifest.Key));
}
