using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>People who change the platform past Git, with kubectl and Kafka's own tools.</summary>
internal sealed class Hand(Surroundings around, Random random)
{
    public const string ForeignTopic = "made-by-hand";

    private static readonly ResourceType Clusters = ResourceKinds.Get(KafkaCluster.KindName).Type;
    private static readonly ResourceType Topics = ResourceKinds.Get(KafkaTopic.KindName).Type;

    /// <summary>Does one thing; one that is refused, or finds nothing to act on, is no harm.</summary>
    public async Task ActAsync()
    {
        around.Witness.Count("interventions");
        try
        {
            await (random.Next(14) switch
            {
                0 => EditAsync(Topics, _ => Spec("partitions", random.Next(1, 9))),
                1 => EditAsync(Topics, _ => Spec("config", new JsonObject { ["retention.ms"] = $"{random.Next(1, 9)}000000" })),
                2 => EditAsync(Clusters, _ => Spec("config", new JsonObject { ["num.io.threads"] = random.Next(4, 9) })),
                3 => EditAsync(ResourceType.StatefulSets, _ => Environment()),
                4 => EditAsync(ResourceType.StatefulSets, FewerReplicas),
                5 => EditAsync(ResourceType.ConfigMaps, _ => new JsonObject { ["data"] = new JsonObject { ["server.properties"] = "process.roles=none\n" } }),
                6 or 7 => DeleteAsync(ResourceType.Pods),
                8 => DeleteAsync(random.Next(2) == 0 ? ResourceType.ConfigMaps : ResourceType.Services),
                9 => DeleteAsync(random.Next(4) == 0 ? ResourceType.StatefulSets : Topics),
                10 => random.Next(4) == 0 ? DeleteAsync(Clusters) : RestartAsync(),
                11 => AlterInKafkaAsync(),
                12 => DeleteInKafkaAsync(),
                _ => CreateInKafkaAsync(),
            });
        }
        catch (Exception refused) when (refused is KubernetesApiException or KafkaAdminException)
        {
            around.Trace.Add($"hand: refused: {refused.Message}");
        }
    }

    private async Task EditAsync(ResourceType type, Func<KubeObject, JsonObject> patch)
    {
        if (await AnyAsync(type) is not { } live)
            return;
        Note($"edit {live}");
        await around.Kubernetes.PatchAsync(live.Key, patch(live), "kubectl-edit", CancellationToken.None);
    }

    private async Task DeleteAsync(ResourceType type)
    {
        if (await AnyAsync(type) is not { } live)
            return;
        Note($"delete {live}");
        if (type == Topics && ResourceJson.Read<KafkaTopic>(live.Json) is var topic)
            around.Released[(topic.ClusterKey, topic.TopicName)] = (topic.Key, around.Log.Records.Count);
        await around.Kubernetes.DeleteAsync(live.Key, null, SimulatedUser.Person, CancellationToken.None);
    }

    private async Task RestartAsync()
    {
        if (await AnyAsync(ResourceType.Pods) is not { } pod)
            return;
        Note($"the container of {pod} ends");
        around.Nodes.Restart(pod.Key);
    }

    private async Task AlterInKafkaAsync()
    {
        if (await AnyTopicAsync() is not ({ } cluster, { } topic))
            return;
        Note($"alter topic {topic} in Kafka");
        await around.Kafka.For(cluster).AlterTopicConfigAsync(topic, new Dictionary<string, string?> { ["retention.ms"] = "1000" }, CancellationToken.None);
    }

    private async Task DeleteInKafkaAsync()
    {
        if (await AnyTopicAsync() is not ({ } cluster, { } topic))
            return;
        Note($"delete topic {topic} in Kafka");
        await around.Kafka.For(cluster).DeleteTopicAsync(topic, CancellationToken.None);
    }

    private async Task CreateInKafkaAsync()
    {
        if (await AnyAsync(Clusters) is not { } cluster)
            return;
        Note($"create topic {ForeignTopic} in {cluster}");
        await around.Kafka.For(Key(cluster)).CreateTopicAsync(ForeignTopic, 1, 1, ImmutableDictionary<string, string>.Empty, CancellationToken.None);
    }

    private async Task<(ResourceKey? Cluster, string? Topic)> AnyTopicAsync()
    {
        if (await AnyAsync(Topics) is not { } live)
            return (null, null);
        var topic = ResourceJson.Read<KafkaTopic>(live.Json);
        return (topic.ClusterKey, topic.TopicName);
    }

    private async Task<KubeObject?> AnyAsync(ResourceType type)
    {
        var all = (await around.Kubernetes.ListAsync(type, null, null, CancellationToken.None)).Items;
        return all.IsEmpty ? null : all[random.Next(all.Length)];
    }

    private void Note(string what)
    {
        around.Witness.Disturb();
        around.Trace.Add($"hand: {what}");
    }

    private static ResourceKey Key(KubeObject cluster) => ResourceKey.Of(KafkaCluster.KindName, cluster.Key.Namespace, cluster.Key.Name);

    private static JsonObject Spec(string field, JsonNode value) => new() { ["spec"] = new JsonObject { [field] = value } };

    private static JsonObject Environment() => new()
    {
        ["spec"] = new JsonObject { ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["gitopskafka.io/config-hash"] = "by-hand" } } } },
    };

    /// <summary>Never more: a broker that has taken partitions cannot go again.</summary>
    private static JsonObject FewerReplicas(KubeObject set) => Spec("replicas", Math.Max(1, (set.At("spec", "replicas")?.GetInt32() ?? 1) - 1));
}
