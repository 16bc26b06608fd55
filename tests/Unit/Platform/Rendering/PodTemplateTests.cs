using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using k8s.Models;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

public sealed class PodTemplateTests
{
    [Fact]
    public void Pods_get_what_is_added_and_keep_what_is_theirs()
    {
        var plain = Template(null);
        var pod = Template(new PodTemplate
        {
            Labels = new Dictionary<string, string> { ["team"] = "payments" },
            NodeSelector = new Dictionary<string, string> { ["disk"] = "nvme" },
            Tolerations = [new Toleration { Key = "kafka", Operator = "Exists", Effect = "NoSchedule" }],
            PriorityClassName = "high",
            ExtraEnv = [new EnvironmentVariable { Name = "TZ", Value = "UTC" }],
            Sidecars = [FreeObject.Parse("""{"name":"exporter","image":"example.com/exporter:1.0"}""")],
            ExtraVolumes = [FreeObject.Parse("""{"name":"plugins","emptyDir":{} }""")],
            ExtraVolumeMounts = [FreeObject.Parse("""{"name":"plugins","mountPath":"/opt/plugins"}""")],
        });

        Assert.Equal([.. plain.Metadata.Labels, KeyValuePair.Create("team", "payments")], pod.Metadata.Labels);
        Assert.Equal(("nvme", "high", "kafka"), (pod.Spec.NodeSelector["disk"], pod.Spec.PriorityClassName, Assert.Single(pod.Spec.Tolerations).Key));
        Assert.Equal(["kafka", "exporter"], pod.Spec.Containers.Select(container => container.Name));
        Assert.Equal([.. plain.Spec.Containers[0].Env.Select(variable => variable.Name), "TZ"], pod.Spec.Containers[0].Env.Select(variable => variable.Name));
        Assert.Equal([.. plain.Spec.Volumes.Select(volume => volume.Name), "plugins"], pod.Spec.Volumes.Select(volume => volume.Name));
        Assert.Equal("/opt/plugins", pod.Spec.Containers[0].VolumeMounts[^1].MountPath);
    }

    [Fact]
    public void Affinity_is_added_to_the_wish_for_one_node_per_host()
    {
        var affinity = Template(new PodTemplate { Affinity = FreeObject.Parse("""
            {"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"arch","operator":"In","values":["arm64"]}]}]}},
             "podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"podAffinityTerm":{"topologyKey":"rack","labelSelector":{}}}]}}
            """) }).Spec.Affinity;

        Assert.Equal(["kubernetes.io/hostname", "rack"], affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution.Select(term => term.PodAffinityTerm.TopologyKey));
        Assert.Equal("arch", affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms[0].MatchExpressions[0].Key);
    }

    /// <summary>The rules refuse it; an object may be older than they are.</summary>
    [Fact]
    public void What_the_operator_sets_stays_whatever_is_asked_for()
    {
        var hostile = new PodTemplate
        {
            Labels = new Dictionary<string, string> { [Marks.Cluster] = "other", ["app.kubernetes.io/name"] = "other" },
            Annotations = new Dictionary<string, string> { ["gitopskafka.io/rack"] = "other", ["gitopskafka.io/config-hash"] = "other" },
            ExtraEnv = [new EnvironmentVariable { Name = "CLUSTER_ID", Value = "other" }, new EnvironmentVariable { Name = "KAFKA_OPTS", Value = "other" }],
            Sidecars = [FreeObject.Parse("""{"name":"kafka","image":"other"}"""), FreeObject.Parse("""{"image":"other"}""")],
            ExtraVolumes = [FreeObject.Parse("""{"name":"config"}"""), FreeObject.Parse("""{"name":"data-0"}""")],
            ExtraVolumeMounts = [FreeObject.Parse("""{"name":"config","mountPath":"/etc"}"""), FreeObject.Parse("""{"name":"config","mountPath":"/tmp/x"}""")],
            Affinity = FreeObject.Parse("""{"podAntiAffinity":"none"}"""),
        };

        Assert.Equal(Json(null), Json(hostile));
    }

    /// <summary>What is rendered and what is reserved must not drift apart.</summary>
    [Fact]
    public void Everything_in_a_pod_is_reserved()
    {
        var pod = Clusters.StatefulSet(Clusters.External() with { Spec = Clusters.External().Spec with { InternalTls = true } }, "orders-brokers").Spec.Template;
        var container = Assert.Single(pod.Spec.Containers);

        Assert.Equal(ReservedInPods.Container, container.Name);
        Assert.All(pod.Metadata.Labels.Keys, name => Assert.True(ReservedInPods.IsLabel(name), name));
        Assert.All(pod.Metadata.Annotations.Keys, name => Assert.True(ReservedInPods.IsAnnotation(name), name));
        Assert.All(container.Env, variable => Assert.True(ReservedInPods.IsVariable(variable.Name), variable.Name));
        Assert.All(pod.Spec.Volumes, volume => Assert.True(ReservedInPods.IsVolume(volume.Name), volume.Name));
        Assert.All(container.VolumeMounts, mount => Assert.True(ReservedInPods.IsPath(mount.MountPath) && ReservedInPods.IsVolume(mount.Name), mount.MountPath));
    }

    [Fact]
    public void Ports_of_sidecars_are_open()
    {
        var cluster = With(new PodTemplate { Sidecars = [FreeObject.Parse("""{"name":"exporter","image":"example.com/exporter:1.0","ports":[{"containerPort":9404}]}""")] });

        var policy = Clusters.Render(cluster).Single(rendered => rendered.Key.Type == ResourceType.NetworkPolicies && rendered.Key.Name == "orders-brokers");

        Assert.Contains("9404", policy.Json.GetRawText(), StringComparison.Ordinal);
    }

    private static V1PodTemplateSpec Template(PodTemplate? template) => Clusters.StatefulSet(With(template), "orders-brokers").Spec.Template;

    private static string Json(PodTemplate? template) => Clusters.Render(With(template)).Single(rendered => rendered.Key.Type == ResourceType.StatefulSets && rendered.Key.Name == "orders-brokers").Json.GetRawText();

    private static KafkaCluster With(PodTemplate? template)
    {
        var orders = Clusters.Orders();
        return orders with { Spec = orders.Spec with { Brokers = orders.Spec.Brokers with { Template = template } } };
    }
}
