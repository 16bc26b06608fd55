using System.Collections.Frozen;
using Confluent.Kafka;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// What Kafka's error codes mean to us. Thread-safe.
/// Source: https://kafka.apache.org/protocol#protocol_error_codes; negative codes are librdkafka's own (rdkafka.h).
/// </summary>
internal static class KafkaErrors
{
    /// <summary>There is no such broker.</summary>
    public const ErrorCode BrokerIdNotRegistered = (ErrorCode)102;

    private const ErrorCode InconsistentClusterId = (ErrorCode)104;

    /// <summary>What Confluent's client has no name for.</summary>
    private static readonly FrozenDictionary<ErrorCode, string> Names = new Dictionary<ErrorCode, string>
    {
        [BrokerIdNotRegistered] = nameof(BrokerIdNotRegistered),
        [InconsistentClusterId] = nameof(InconsistentClusterId),
        [(ErrorCode)125] = "InvalidVoterKey",
        [(ErrorCode)126] = "DuplicateVoter",
        [(ErrorCode)127] = "VoterNotFound",
    }.ToFrozenDictionary();

    /// <summary>
    /// The same request can never succeed; every other code is worth another look. Not here, because the cluster may change so that it
    /// does succeed: InvalidReplicationFactor (brokers that are still to come), TopicAlreadyExists and UnknownTopicOrPart (somebody was
    /// faster: look again), InvalidUpdateVersion (nodes that are still to be upgraded), failed authentication (credentials are being rotated).
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
        InconsistentClusterId,
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
        new(IsRefusal(error.Code), Describe(what, error.Code, error.Reason), inner);

    /// <param name="code">As it stands in an answer.</param>
    /// <param name="message">Of the broker; where it has none, the words for the code.</param>
    /// <exception cref="KafkaAdminException">It is an error.</exception>
    /// <exception cref="NotControllerException">The request belongs to another broker.</exception>
    public static void Check(string what, short code, string? message = null)
    {
        if ((ErrorCode)code == ErrorCode.NotController)
            throw new NotControllerException();
        if (code != 0)
            throw new KafkaAdminException(IsRefusal((ErrorCode)code), Describe(what, (ErrorCode)code, message));
    }

    /// <summary>One line for people.</summary>
    /// <inheritdoc cref="Check"/>
    public static string Describe(string what, ErrorCode code, string? message) =>
        $"{what}: {Names.GetValueOrDefault(code) ?? code.ToString()}: {(string.IsNullOrEmpty(message) ? new Error(code).Reason : message)}";
}
