using System.Text.Json.Serialization;

namespace GitOpsKafka.Platform.Resources;

/// <summary>How clients prove who they are.</summary>
public enum ListenerAuthenticationType
{
    /// <summary>A certificate of the clients CA; its common name is the principal.</summary>
    [JsonStringEnumMemberName("mtls")]
    Mtls,

    /// <summary>User and password, of which only a salted hash is stored and sent (RFC 5802).</summary>
    [JsonStringEnumMemberName("scram-sha-512")]
    ScramSha512,
}
