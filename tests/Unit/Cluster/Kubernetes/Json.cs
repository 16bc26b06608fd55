using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

internal static class Json
{
    public static ResourceType Topics { get; } = ResourceKinds.Get(KafkaTopic.KindName).Type;

    public static ObjectKey Key(string name) => new(Topics, "streaming", name);

    public static string TopicText(string name, string version) =>
        $$"""{"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"name":"{{name}}","namespace":"streaming","uid":"uid-{{name}}","resourceVersion":"{{version}}"},"spec":{"partitions":3},"status":{"partitions":3} }""";

    public static KubeObject Topic(string name, string version) => KubeObject.Of(Topics, JsonElement.Parse(TopicText(name, version)));

    public static string List(string version, string next, params string[] items) =>
        $$"""{"kind":"KafkaTopicList","metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(',', items)}}]}""";

    public static string Status(int code, string reason, string message, string details = "{}") =>
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"{{message}}","reason":"{{reason}}","details":{{details}},"code":{{code}} }""";
}
