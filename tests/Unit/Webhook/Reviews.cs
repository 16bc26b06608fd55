using System.Buffers;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Webhook.Admission;

namespace GitOpsKafka.Tests.Unit.Webhook;

/// <summary>AdmissionReviews as the API server sends them.</summary>
internal static class Reviews
{
    public const string Uid = "705ab4f5-6393-11e8-b7cc-42010a800002";

    public const string Orders = """
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"clusterRef":{"name":"prod"},"partitions":12,"replicationFactor":3,"config":{"retention.ms":"604800000"},"deletionProtection":false}}
        """;

    public const string Prod = """
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"prod","namespace":"streaming"},
         "spec":{"version":"4.2.1","controllers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"10Gi"}]}},
                 "brokers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"100Gi"}]}},
                 "config":{"default.replication.factor":3,"min.insync.replicas":2}}}
        """;

    public static string Create(string resource, string kind = "KafkaTopic") => Review("CREATE", kind, resource, "null");

    public static string Update(string old, string resource, string kind = "KafkaTopic") => Review("UPDATE", kind, resource, old);

    public static string Delete(string old, string kind = "KafkaTopic") => Review("DELETE", kind, "null", old);

    public static string Scale(int replicas) => $$$$"""
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"{{{{Uid}}}}","kind":{"group":"autoscaling","version":"v1","kind":"Scale"},
         "resource":{"group":"gitopskafka.io","version":"v1alpha1","resource":"kafkaclusters"},"subResource":"scale","name":"prod","namespace":"streaming","operation":"UPDATE",
         "object":{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"prod","namespace":"streaming"},"spec":{"replicas":{{{{replicas}}}}}},"oldObject":null,"dryRun":false}}
        """;

    public static string Review(string operation, string kind, string resource, string old) => $$$$"""
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"{{{{Uid}}}}","kind":{"group":"gitopskafka.io","version":"v1alpha1","kind":"{{{{kind}}}}"},
         "resource":{"group":"gitopskafka.io","version":"v1alpha1","resource":"{{{{kind.ToLowerInvariant()}}}}s"},"name":"orders","namespace":"streaming","operation":"{{{{operation}}}}",
         "userInfo":{"username":"ada","groups":["system:authenticated"]},"object":{{{{resource}}}},"oldObject":{{{{old}}}},"dryRun":false}}
        """;

    public static AdmissionAnswer Answer(string review, INeighbours? neighbours = null) => Answer(Encoding.UTF8.GetBytes(review), neighbours);

    public static AdmissionAnswer Answer(byte[] review, INeighbours? neighbours = null) => new AdmissionReviewer(neighbours ?? NoNeighbours.Instance).Answer(new ReadOnlySequence<byte>(review));

    public static string Text(this AdmissionAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    public static JsonElement Response(this AdmissionAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("response");

    public static bool IsAllowed(this AdmissionAnswer answer) => answer.Response().GetProperty("allowed").GetBoolean();

    public static string Message(this AdmissionAnswer answer) => answer.Response().GetProperty("status").GetProperty("message").GetString()!;

    public static string[] Warnings(this AdmissionAnswer answer) =>
        answer.Response().TryGetProperty("warnings", out var warnings) ? [.. warnings.EnumerateArray().Select(warning => warning.GetString()!)] : [];
}
