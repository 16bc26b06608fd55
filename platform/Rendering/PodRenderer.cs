using System.Globalization;
using GitOpsKafka.Platform.Resources;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// The pod of a node. Meets the restricted pod security standard.
/// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/.
/// </summary>
internal static class PodRenderer
{
    /// <summary>User and group of the official image.</summary>
    private const long KafkaUser = 1000;

    /// <summary>
    /// Kafka waits up to 5 minutes until its leaders have moved away, then writes all logs out. A node that is killed before it is done
    /// checks every log when it returns, which takes longer than any wait here; one that is done ends at once.
    /// Source: BrokerServer.shutdown of Kafka (SHUTDOWN_TIMEOUT).
    /// </summary>
    private const long StopSeconds = 600;

    public static V1PodSpec Spec(ClusterIdentity identity, NodeRoleView role) => new()
    {
        ServiceAccountName = identity.Name,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        TerminationGracePeriodSeconds = StopSeconds,
        SecurityContext = new V1PodSecurityContext
        {
            RunAsNonRoot = true,
            RunAsUser = KafkaUser,
            RunAsGroup = KafkaUser,
            FsGroup = KafkaUser,
            SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
        },
        Affinity = SpreadOverNodes(identity, role),
        TopologySpreadConstraints = SpreadOverRacks(identity, role),
        Containers = [Container(identity, role)],
        Volumes = [.. Volumes(role)],
    };

    private static V1Container Container(ClusterIdentity identity, NodeRoleView role) => new()
    {
        Name = ReservedInPods.Container,
        Image = identity.Cluster.Spec.Image ?? $"apache/kafka:{identity.Cluster.Spec.Version}",
        Command = ["/bin/sh", $"{ConfigMapRenderer.Folder}/{ConfigMapRenderer.StartFile}"],
        Env = [.. Environment(identity, role)],
        Ports = [.. Ports(role)],
        Resources = Resources(role.Spec.Resources),
        StartupProbe = PodProbes.Startup(role),
        ReadinessProbe = PodProbes.Readiness(role),
        LivenessProbe = PodProbes.Liveness(role),
        SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
        },
        VolumeMounts = [.. Mounts(role)],
    };

    private static IEnumerable<V1EnvVar> Environment(ClusterIdentity identity, NodeRoleView role)
    {
        yield return new V1EnvVar { Name = "POD_NAME", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "metadata.name" } } };
        yield return new V1EnvVar { Name = "NODE_ID_OFFSET", Value = role.IdOffset.ToString(CultureInfo.InvariantCulture) };
        if (identity.ClusterId is { } clusterId)
        {
            yield return new V1EnvVar { Name = "CLUSTER_ID", Value = clusterId };
            yield return new V1EnvVar { Name = "FORMAT_ARGUMENTS", Value = role.IsVoter ? $"--initial-controllers {InitialVoters(identity)}" : "--no-initial-controllers" };
        }

        if (role.IsBroker || role.IsVoter)
        {
            yield return new V1EnvVar { Name = "FACTS", Value = string.Join(' ', role.Facts) };
            yield return new V1EnvVar { Name = "FACTS_STORE", Value = $"{role.DataFolders.First()}/facts" };
        }

        yield return new V1EnvVar { Name = "LOG_DIR", Value = "/run/kafka" };
        yield return new V1EnvVar { Name = "LOGGING_OPTIONS", Value = NodeLogging.Of(identity.Cluster.Spec.Version).Options };
        if (identity.HasMetrics)
            yield return new V1EnvVar { Name = "METRICS_JAR", Value = identity.Cluster.Spec.Metrics!.JmxExporterJar };
        if (role.Spec.Jvm?.Heap is { } heap)
            yield return new V1EnvVar { Name = "HEAP_OPTIONS", Value = $"-Xms{HeapMebibytes(heap)}m -Xmx{HeapMebibytes(heap)}m" };
    }

    private static string InitialVoters(ClusterIdentity identity)
    {
        var voters = identity.Voters;
        return string.Join(',', Enumerable.Range(0, voters.Spec.Replicas).Select(ordinal =>
            $"{voters.IdOffset + ordinal}@{voters.Host($"{voters.Name}-{ordinal}")}:{NodeRoleView.ControllerPort}:{identity.DirectoryId(voters.IdOffset + ordinal)}"));
    }

    private static long HeapMebibytes(Quantity heap) => (long)(heap.Value / (1 << 20));

    private static IEnumerable<V1ContainerPort> Ports(NodeRoleView role)
    {
        if (role.IsEnsemble)
        {
            foreach (var port in EnsembleSettings.Ports)
                yield return new V1ContainerPort { Name = port.Name, ContainerPort = port.Number, Protocol = "TCP" };
        }

        if (role.IsVoter)
            yield return new V1ContainerPort { Name = "controller", ContainerPort = NodeRoleView.ControllerPort, Protocol = "TCP" };
        if (role.IsBroker)
        {
            yield return new V1ContainerPort { Name = "replication", ContainerPort = NodeRoleView.ReplicationPort, Protocol = "TCP" };
            foreach (var listener in role.ClientListeners)
                yield return new V1ContainerPort { Name = listener.Spec.Name, ContainerPort = listener.Spec.Port, Protocol = "TCP" };
        }

        if (role.Identity.HasMetrics)
            yield return new V1ContainerPort { Name = JmxExporter.PortName, ContainerPort = JmxExporter.Port, Protocol = "TCP" };
    }

    private static V1ResourceRequirements? Resources(ComputeResources? resources) =>
        resources is null ? null : new V1ResourceRequirements { Requests = Amounts(resources.Requests), Limits = Amounts(resources.Limits) };

    private static Dictionary<string, ResourceQuantity>? Amounts(ResourceAmounts? amounts)
    {
        var result = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal);
        if (amounts?.Cpu is { } cpu)
            result["cpu"] = new ResourceQuantity(cpu.ToString());
        if (amounts?.Memory is { } memory)
            result["memory"] = new ResourceQuantity(memory.ToString());
        return result.Count == 0 ? null : result;
    }

    /// <summary>Preferred, not required: a small cluster may have fewer Kubernetes nodes than Kafka nodes.</summary>
    private static V1Affinity SpreadOverNodes(ClusterIdentity identity, NodeRoleView role) => new()
    {
        PodAntiAffinity = new V1PodAntiAffinity
        {
            PreferredDuringSchedulingIgnoredDuringExecution =
            [
                new V1WeightedPodAffinityTerm
                {
                    Weight = 100,
                    PodAffinityTerm = new V1PodAffinityTerm { TopologyKey = "kubernetes.io/hostname", LabelSelector = new V1LabelSelector { MatchLabels = identity.Selector(role.Label) } },
                },
            ],
        },
    };

    /// <summary>
    /// Preferred, too. Kafka places replicas by the rack that a broker really is in, so unequal racks cost space but no safety; a node that
    /// may not start because its rack is down or full costs replicas. Volumes of one zone hold a node there in any case.
    /// </summary>
    private static List<V1TopologySpreadConstraint>? SpreadOverRacks(ClusterIdentity identity, NodeRoleView role) => identity.Cluster.Spec.Rack is not { } rack ? null :
    [
        new V1TopologySpreadConstraint
        {
            TopologyKey = rack.TopologyKey, MaxSkew = 1, WhenUnsatisfiable = "ScheduleAnyway", LabelSelector = new V1LabelSelector { MatchLabels = identity.Selector(role.Label) },
        },
    ];

    private static IEnumerable<V1Volume> Volumes(NodeRoleView role)
    {
        yield return new V1Volume { Name = "config", ConfigMap = new V1ConfigMapVolumeSource { Name = role.ConfigMapName } };
        yield return new V1Volume { Name = "run", EmptyDir = new V1EmptyDirVolumeSource() };
        yield return new V1Volume { Name = "tmp", EmptyDir = new V1EmptyDirVolumeSource() };
        if (role.HasCertificates)
            yield return new V1Volume { Name = "certificates", Secret = new V1SecretVolumeSource { SecretName = role.CertificatesName } };
        if (!role.Facts.IsEmpty)
            yield return new V1Volume { Name = "facts", DownwardAPI = new V1DownwardAPIVolumeSource { Items = [Fact(NodeFacts.RackFile, NodeFacts.Rack), Fact(NodeFacts.AdvertisedFile, NodeFacts.Advertised)] } };
        if (role.Spec.Storage is null)
            yield return new V1Volume { Name = "data", EmptyDir = new V1EmptyDirVolumeSource() };
    }

    private static IEnumerable<V1VolumeMount> Mounts(NodeRoleView role)
    {
        yield return new V1VolumeMount { Name = "config", MountPath = ConfigMapRenderer.Folder };
        yield return new V1VolumeMount { Name = "run", MountPath = "/run/kafka" };
        yield return new V1VolumeMount { Name = "tmp", MountPath = "/tmp" };
        if (role.HasCertificates)
            yield return new V1VolumeMount { Name = "certificates", MountPath = CertificateFiles.Folder, ReadOnlyProperty = true };
        if (!role.Facts.IsEmpty)
            yield return new V1VolumeMount { Name = "facts", MountPath = NodeFacts.Folder };
        if (role.Spec.Storage is null)
            yield return new V1VolumeMount { Name = "data", MountPath = $"{NodeRoleView.DataPath}/data" };
        foreach (var volume in role.Spec.Storage?.Volumes ?? [])
            yield return new V1VolumeMount { Name = $"data-{volume.Id}", MountPath = $"{NodeRoleView.DataPath}/data-{volume.Id}" };
    }

    private static V1DownwardAPIVolumeFile Fact(string file, string annotation) =>
        new() { Path = file, FieldRef = new V1ObjectFieldSelector { ApiVersion = "v1", FieldPath = $"metadata.annotations['{annotation}']" } };
}
