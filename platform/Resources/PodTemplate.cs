using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>What is added to the pods of a role. What the product itself sets stays as it is; see <see cref="ReservedInPods"/>. Immutable.</summary>
public sealed record PodTemplate
{
    [MaxLength(64), Description("Labels of the pods, beside those of the operator.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    [MaxLength(64), Description("Annotations of the pods, beside those of the operator.")]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    [MaxLength(64), Description("Labels that a Kubernetes node must have to run the pods.")]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    [MaxLength(64), Description("Taints of Kubernetes nodes that the pods tolerate.")]
    public IReadOnlyList<Toleration> Tolerations { get; init; } = [];

    [Description("Affinity as in a pod, beside the wish of the operator for one node of a role per host.")]
    public FreeObject? Affinity { get; init; }

    [MaxLength(253), Description("Priority class of the pods.")]
    public string? PriorityClassName { get; init; }

    [MaxLength(64), Description("Environment variables of the Kafka container, beside those of the operator.")]
    public IReadOnlyList<EnvironmentVariable> ExtraEnv { get; init; } = [];

    [MaxLength(16), Description("Containers as in a pod that run beside Kafka. Their ports are open to everybody.")]
    public IReadOnlyList<FreeObject> Sidecars { get; init; } = [];

    [MaxLength(32), Description("Volumes as in a pod, for sidecars and extraVolumeMounts.")]
    public IReadOnlyList<FreeObject> ExtraVolumes { get; init; } = [];

    [MaxLength(32), Description("Mounts of extraVolumes in the Kafka container, as in a pod.")]
    public IReadOnlyList<FreeObject> ExtraVolumeMounts { get; init; } = [];
}

/// <summary>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.</summary>
public sealed record Toleration
{
    [MaxLength(317), Description("Key of the taint; left out with operator Exists: every taint.")]
    public string? Key { get; init; }

    [AllowedValues("Exists", "Equal"), Description("Exists or Equal; Kubernetes takes Equal by default.")]
    public string? Operator { get; init; }

    [MaxLength(63), Description("Value of the taint, with operator Equal.")]
    public string? Value { get; init; }

    [AllowedValues("NoSchedule", "PreferNoSchedule", "NoExecute"), Description("NoSchedule, PreferNoSchedule or NoExecute; left out: all.")]
    public string? Effect { get; init; }

    [Description("Seconds that the pod stays after the taint came, with effect NoExecute. Left out: for ever.")]
    public long? TolerationSeconds { get; init; }
}

public sealed record EnvironmentVariable
{
    [ListKey, Required, MinLength(1), MaxLength(253), Description("Name, unique in the list.")]
    public string Name { get; init; } = "";

    [Description("Value; where a secret belongs, use valueFrom.")]
    public string? Value { get; init; }

    [Description("Source of the value as in a pod: configMapKeyRef, secretKeyRef, fieldRef or resourceFieldRef.")]
    public FreeObject? ValueFrom { get; init; }
}
