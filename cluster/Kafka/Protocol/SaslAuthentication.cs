using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>Proves to a broker who we are, first thing on a connection. Thread-safe.</summary>
internal static class SaslAuthentication
{
    /// <exception cref="AuthenticationException">The broker refuses, or is another one than it should be.</exception>
    /// <exception cref="IOException">It does not speak SASL.</exception>
    public static async Task RunAsync(BrokerConnection connection, SaslCredentials who, CancellationToken cancellationToken)
    {
        SaslMessage.ReadHandshake(who.MechanismName, await connection.ExchangeAsync(SaslMessage.Handshake(who.MechanismName), cancellationToken));
        if (who.Mechanism == SaslMechanism.Plain)
            await SayAsync(connection, $"\0{who.User}\0{who.RevealPassword()}", cancellationToken);
        else
            await ScramAsync(connection, who, cancellationToken);
    }

    private static async Task ScramAsync(BrokerConnection connection, SaslCredentials who, CancellationToken cancellationToken)
    {
        var hash = who.Mechanism == SaslMechanism.ScramSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;
        var scram = new ScramClient(hash, who.User, who.RevealPassword(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var challenge = await SayAsync(connection, scram.First, cancellationToken);
        scram.Verify(await SayAsync(connection, scram.Answer(challenge), cancellationToken));
    }

    private static async Task<string> SayAsync(BrokerConnection connection, string said, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(SaslMessage.ReadAuthenticate(await connection.ExchangeAsync(SaslMessage.Authenticate(Encoding.UTF8.GetBytes(said)), cancellationToken)));
}
