using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Which nodes run with a template that is not, or soon will not be, the desired one.</summary>
internal static class NodeRestarts
{
    /// <summary>Null when no node must restart. Controllers and ZooKeeper servers come before brokers, and of each the unready before the ready.</summary>
    /// <param name="uid">Uid of the stored cluster.</param>
    public static Effect.RestartNodes? Plan(KafkaCluster cluster, string uid, ImmutableArray<ChildDifference> children, ObservedState observed)
    {
        var stuck = SettingPlanning.NeedingRestart(cluster, uid, observed);
        var pods = ImmutableArray.CreateBuilder<PodView>();
        var because = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var role in new ClusterIdentity(cluster, "").Roles)
        {
            var key = new ObjectKey(ResourceType.StatefulSets, cluster.Metadata.Namespace, role.Name);
            if (observed.Find(key) is not { } live)
                continue;
            var fields = TemplateFields(children, key);
            IEnumerable<string> Reasons(PodView pod) =>
                [.. pod.Outdated(cluster, live, observed), .. role.IsBroker ? stuck[role.IdOffset + pod.Ordinal].Select(name => $"spec.config[{name}]") : []];
            var outdated = PodView.Of(live, observed).Where(pod => pod.Ordinal < role.Spec.Replicas && (fields.Length > 0 || Reasons(pod).Any() || IsOutdated(pod, live))).ToList();
            pods.AddRange(outdated.OrderBy(pod => pod.IsReady).ThenBy(pod => pod.Ordinal));
            because.UnionWith(fields);
            because.UnionWith(outdated.SelectMany(Reasons));
        }

        return pods.Count == 0 ? null : new Effect.RestartNodes([.. pods.Select(pod => pod.Name)], [.. because]);
    }

    /// <summary>Until the StatefulSet controller has seen the template, its word on the newest revision is of the template before: then nobody knows.</summary>
    private static bool IsOutdated(PodView pod, KubeObject statefulSet) =>
        statefulSet.At("status", "observedGeneration")?.GetInt64() == statefulSet.Generation && !pod.IsCurrent(statefulSet);

    private static ImmutableArray<string> TemplateFields(ImmutableArray<ChildDifference> children, ObjectKey statefulSet) =>
    [
        .. children.Where(child => child.Desired.Key == statefulSet).SelectMany(child => child.Deltas)
            .Where(delta => delta.Path.StartsWith("spec.template.", StringComparison.Ordinal)).Select(Reason).Distinct(StringComparer.Ordinal),
    ];

    private static string Reason(FieldDelta delta) =>
        delta.Path.Contains(NodeAnnotations.Version, StringComparison.Ordinal) ? $"version {delta.Before?.GetString()} → {delta.After?.GetString()}"
        : delta.Path.Contains(NodeAnnotations.ConfigHash, StringComparison.Ordinal) ? "spec.config"
        : delta.Path["spec.template.".Length..];
}
