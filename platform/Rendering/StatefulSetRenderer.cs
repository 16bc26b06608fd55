using System.Text.Json;
using GitOpsKafka.Platform.Hashing;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>The StatefulSet of one role. <c>OnDelete</c>: the worker decides which node restarts when, not the StatefulSet controller.</summary>
internal static class StatefulSetRenderer
{
    public static KubeObject Render(ClusterIdentity identity, NodeRoleView role) => PodOverrides.Add(Plain(identity, role), role.Spec.Template);

    private static KubeObject Plain(ClusterIdentity identity, NodeRoleView role) => Rendered.Object(ResourceType.StatefulSets, new V1StatefulSet
    {
        ApiVersion = "apps/v1",
        Kind = "StatefulSet",
        Metadata = identity.Metadata(role.Name, role.Label),
        Spec = new V1StatefulSetSpec
        {
            Replicas = role.Spec.Replicas,
            ServiceName = role.Name,
            PodManagementPolicy = "Parallel",
            UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "OnDelete" },
            Selector = new V1LabelSelector { MatchLabels = identity.Selector(role.Label) },
            Template = new V1PodTemplateSpec { Metadata = PodMetadata(identity, role), Spec = PodRenderer.Spec(identity, role) },
            VolumeClaimTemplates = Claims(role),
        },
    });

    private static V1ObjectMeta PodMetadata(ClusterIdentity identity, NodeRoleView role) => new()
    {
        Labels = identity.Labels(role.Label),
        Annotations = new Dictionary<string, string>(JmxExporter.Annotations(identity), StringComparer.Ordinal)
        {
            [NodeAnnotations.Version] = identity.Cluster.Spec.Version,
            [NodeAnnotations.ConfigHash] = ConfigHash(role),
        },
    };

    /// <summary>
    /// Changes the template when settings change that only a restart brings in, so that nodes with old settings can be told from others.
    /// What running nodes can be told (<see cref="DynamicSettings"/>) is not in it, nor what they read again (<see cref="JmxExporter"/>).
    /// </summary>
    private static string ConfigHash(NodeRoleView role)
    {
        var data = ConfigMapRenderer.Data(role);
        if (!role.IsEnsemble)
            data[ConfigMapRenderer.PropertiesFile] = ServerProperties.ReadAtStart(role);
        data.Remove(JmxExporter.File);
        return CanonicalJson.Hash(JsonSerializer.SerializeToElement(data))[..16];
    }

    private static List<V1PersistentVolumeClaim>? Claims(NodeRoleView role) => role.Spec.Storage?.Volumes.OrderBy(volume => volume.Id).Select(Claim).ToList();

    private static V1PersistentVolumeClaim Claim(Volume volume) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Metadata = new V1ObjectMeta { Name = NodeRoleView.ClaimName(volume) },
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = volume.Class,
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["storage"] = new(volume.Size.ToString()) } },
        },
    };
}
