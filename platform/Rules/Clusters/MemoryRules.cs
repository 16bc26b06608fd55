using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-058 and KC-059: heap against the memory of the node.</summary>
internal static class MemoryRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-058", Severity.Deny, "The heap leaves a quarter of the memory limit",
            "Direct buffers, metaspace and stacks come on top of the heap: the kernel would kill the node.", LeavesRoom),
        Rule.State<KafkaCluster>("KC-059", Severity.Warn, "Memory is reserved and half of it is page cache",
            "Kafka serves consumers from the page cache; without a reservation the node is the first to be evicted.", LeavesCache),
    ];

    private static IEnumerable<Finding> LeavesRoom(KafkaCluster cluster, RuleInput input) =>
        from sized in Sized(cluster)
        where sized.Heap.Value > sized.Limit.Value * 0.75m
        select Finding.Invalid(HeapPath(sized.Group), Print.Value(sized.Heap.ToString()), $"must leave ≥ 25% of limits.memory {sized.Limit} for direct memory and page cache");

    private static IEnumerable<Finding> LeavesCache(KafkaCluster cluster, RuleInput input) => Unreserved(cluster).Concat(
        from sized in Sized(cluster)
        where sized.Limit.Value > 0
        let percent = sized.Heap.Value / sized.Limit.Value * 100
        where percent is > 50 and <= 75
        select Finding.Remark(HeapPath(sized.Group), $"heap {sized.Heap} is {decimal.Round(percent):0}% of limits.memory {sized.Limit}: little page cache is left"));

    private static IEnumerable<Finding> Unreserved(KafkaCluster cluster) => NodeGroup.Of(cluster)
        .Where(group => group.Role.Resources is not ({ Requests.Memory: not null } or { Limits.Memory: not null }))
        .Select(group => Finding.Remark(group.Path.Field("resources"), $"{group.Noun}s reserve no memory: set resources.requests.memory and limits.memory"));

    private static IEnumerable<(NodeGroup Group, Quantity Heap, Quantity Limit)> Sized(KafkaCluster cluster) => NodeGroup.Of(cluster)
        .Where(group => group.Role is { Jvm.Heap: not null, Resources.Limits.Memory: not null })
        .Select(group => (group, group.Role.Jvm!.Heap!, group.Role.Resources!.Limits!.Memory!));

    private static FieldPath HeapPath(NodeGroup group) => group.Path.Field("jvm").Field("heap");
}
