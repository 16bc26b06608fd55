using System.Collections.Frozen;
using Confluent.Kafka;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// What Kafka's error codes mean to us. Thread-safe.
/// Source: https://kafka.apache.org/protocol#protocol_error_codes; negative codes are librdkafka's own (rdkafka.h).
/// </summary>
internal static class KafkaErrors
{
    /// <summary>
    /// The same request can never succeed; every other code is worth another look. Not here, because the cluster may change so that it
    /// does succeed: InvalidReplicationFactor (brokers that are still to come), TopicAlreadyExists and UnknownTopicOrPart (somebody was
    /// faster: look again), failed authentication (credentials are being rotated).
    /// </summary>
    private static readonly FrozenSet<ErrorCode> Refusals = new[]
    {
        ErrorCode.TopicException,
        ErrorCode.InvalidPartitions,
        ErrorCode.InvalidReplicaAssignment,
        ErrorCode.InvalidConfig,
        ErrorCode.InvalidRequest,
        ErrorCode.PolicyViolation,
        ErrorCode.UnsupportedVersion,
        ErrorCode.TopicDeletionDisabled,
        ErrorCode.TopicAuthorizationFailed,
        ErrorCode.ClusterAuthorizationFailed,
        ErrorCode.Local_InvalidArg,
        ErrorCode.Local_UnsupportedFeature,
        ErrorCode.Local_NotImplemented,
    }.ToFrozenSet();

    public static bool IsRefusal(ErrorCode code) => Refusals.Contains(code);

    /// <summary>The broker itself said that there is no such topic. librdkafka's own guess from its cache (Local_UnknownTopic) is not enough.</summary>
    public static bool IsNoSuchTopic(Error error) => error.Code == ErrorCode.UnknownTopicOrPart;

    /// <param name="what">What was asked, such as <c>create topic orders</c>.</param>
    public static KafkaAdminException ToException(string what, Error error, Exception? inner = null) =>
        new(IsRefusal(error.Code), $"{what}: {error.Code}: {error.Reason}", inner);
}
