using System.Diagnostics;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>A user and the password by which brokers know them. Immutable; shows no password.</summary>
internal sealed class SaslCredentials(SaslMechanism mechanism, string user, string password)
{
    public SaslMechanism Mechanism => mechanism;

    public string User => user;

    /// <summary>Never for a log, an event or an exception.</summary>
    public string RevealPassword() => password;

    /// <summary>As Kafka names it.</summary>
    public string MechanismName => mechanism switch
    {
        SaslMechanism.Plain => "PLAIN",
        SaslMechanism.ScramSha256 => "SCRAM-SHA-256",
        SaslMechanism.ScramSha512 => "SCRAM-SHA-512",
        _ => throw new UnreachableException(),
    };

    public override string ToString() => $"{user} by {MechanismName}";
}
