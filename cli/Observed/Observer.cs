using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Observed;

/// <summary>Looks once at what the reconciler keeps watching: our kinds in all namespaces, and the objects made for clusters.</summary>
internal static class Observer
{
    /// <exception cref="KubernetesApiException">One of the types could not be listed: nothing is known then.</exception>
    public static async Task<ObservedState> ObserveAsync(IKubernetesApi api, CancellationToken cancellationToken)
    {
        var lists = WatchScope.All(@namespace: null).Select(scope => ListAsync(api, scope, cancellationToken));
        return ObservedState.Unknown with { Objects = (await Task.WhenAll(lists)).ToImmutableDictionary(list => list.Type, list => list.Objects) };
    }

    /// <summary>Adds the topics and broker settings of every stored cluster that answers.</summary>
    /// <param name="unanswered">Told of each cluster that does not: what it did not tell stays unknown.</param>
    public static async Task<ObservedState> WithKafkaAsync(this ObservedState observed, IKafkaAdmins kafka, Action<ResourceKey, KafkaAdminException> unanswered, CancellationToken cancellationToken)
    {
        var topics = ImmutableDictionary.CreateBuilder<ResourceKey, ImmutableSortedDictionary<string, TopicView>>();
        var settings = ImmutableDictionary.CreateBuilder<ResourceKey, ClusterSettingsView>();
        foreach (var stored in observed.OfType(ResourceKinds.Get(KafkaCluster.KindName).Type).Keys.Order())
        {
            var cluster = ResourceKey.Of(stored.Type.Kind, stored.Namespace, stored.Name);
            try
            {
                topics[cluster] = await kafka.For(cluster).DescribeTopicsAsync(null, cancellationToken);
                settings[cluster] = await kafka.For(cluster).DescribeSettingsAsync(cancellationToken);
            }
            catch (KafkaAdminException failure)
            {
                unanswered(cluster, failure);
            }
        }

        return observed with { Topics = topics.ToImmutable(), Settings = settings.ToImmutable() };
    }

    private static async Task<(ResourceType Type, ImmutableDictionary<ObjectKey, KubeObject> Objects)> ListAsync(
        IKubernetesApi api, WatchScope scope, CancellationToken cancellationToken)
    {
        var list = await api.ListAsync(scope.Type, scope.Namespace, scope.LabelSelector, cancellationToken);
        return (scope.Type, list.Items.ToImmutableDictionary(found => found.Key));
    }
}
