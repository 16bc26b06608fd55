using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Planning.Diffing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Planning.Diffing;

internal static class Objects
{
    public static KubeObject StatefulSet(string spec, string metadata = "") => Of(ResourceType.StatefulSets, spec, metadata);

    public static KubeObject Service(string spec) => Of(ResourceType.Services, spec, "");

    public static KubeObject Topic(string spec, string metadata = "") => Of(ResourceKinds.Get(KafkaTopic.KindName).Type, spec, metadata);

    public static KubeObject ClusterOf(string spec, string metadata = "") => Of(ResourceKinds.Get(KafkaCluster.KindName).Type, spec, metadata);

    public static KubeObject Of(ResourceType type, string spec, string metadata) =>
        KubeObject.Of(type, JsonElement.Parse($$"""
            {"apiVersion": "{{type.ApiVersion}}", "kind": "{{type.Kind}}", "metadata": {"name": "orders", "namespace": "streaming"{{(metadata.Length > 0 ? "," : "")}}{{metadata}}}, "spec": {{spec}}}
            """));

    public static string Managed(string manager, string operation, string fields) =>
        $$"""{"manager": "{{manager}}", "operation": "{{operation}}", "apiVersion": "v1", "fieldsType": "FieldsV1", "fieldsV1": {{fields}}}""";

    public static string ManagedFields(params string[] entries) => $"\"managedFields\": [{string.Join(',', entries)}]";

    public static ImmutableArray<FieldDelta> Diff(KubeObject desired, KubeObject? live) => ObjectDiff.Between(desired, live, Marks.FieldManager, ObjectDiff.Bookkeeping);

    public static string[] Lines(ImmutableArray<FieldDelta> deltas) => [.. deltas.Select(delta => delta.ToString())];
}
