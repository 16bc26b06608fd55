using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using SaslMechanism = GitOpsKafka.Cluster.Kafka.Protocol.SaslMechanism;

namespace GitOpsKafka.Tests.Integration;

/// <summary>A real broker that hears only who knows a password.</summary>
public sealed class SaslTests
{
    private const string User = "anna=1,2";
    private const string Password = "pencil, with = and €";

    [SkippableFact]
    public async Task Only_who_knows_the_password_is_heard()
    {
        Skip.If(Parts.Current.WhyNoKafka is not null, Parts.Current.WhyNoKafka);
        using var port = LoopbackPort.Reserve();
        await using var broker = await KafkaBroker.StartNewAsync(default);
        await StoreUserAsync(broker);
        await broker.StopAsync(default);
        await ListenAsync(broker, port);
        await broker.StartAsync(default);

        foreach (var mechanism in new[] { SaslMechanism.Plain, SaslMechanism.ScramSha256, SaslMechanism.ScramSha512 })
        {
            await Eventually.TrueAsync(() => IsHeardAsync(port, new SaslCredentials(mechanism, User, Password)), $"{mechanism} to be heard");
            var refusal = await Assert.ThrowsAsync<KafkaAdminException>(() => AskAsync(port, new SaslCredentials(mechanism, User, "another")));
            Assert.False(refusal.IsRefusal);
            Assert.Contains("SaslAuthenticationFailed", refusal.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<KafkaAdminException>(() => AskAsync(port, null));
    }

    private static async Task StoreUserAsync(KafkaBroker broker)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();
        // Kafka alters each user once a request.
        foreach (var mechanism in new[] { ScramMechanism.ScramSha256, ScramMechanism.ScramSha512 })
        {
            var info = new ScramCredentialInfo { Mechanism = mechanism, Iterations = 8192 };
            await admin.AlterUserScramCredentialsAsync([new UserScramCredentialUpsertion { User = User, ScramCredentialInfo = info, Password = Encoding.UTF8.GetBytes(Password) }]);
        }
    }

    private static async Task ListenAsync(KafkaBroker broker, LoopbackPort port)
    {
        var lines = await File.ReadAllLinesAsync(broker.SettingsFile);
        var address = $",SASL://{port.Address}";
        await File.WriteAllLinesAsync(broker.SettingsFile,
        [
            .. lines.Select(line => line.Split('=')[0] switch
            {
                "listeners" or "advertised.listeners" => line + address,
                "listener.security.protocol.map" => line + ",SASL:SASL_PLAINTEXT",
                _ => line,
            }),
            "listener.name.sasl.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            $"listener.name.sasl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \"user_{User}\"=\"{Password.Replace("€", "\\u20ac", StringComparison.Ordinal)}\";",
            "listener.name.sasl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "listener.name.sasl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
        ]);
    }

    private static async Task<bool> IsHeardAsync(LoopbackPort port, SaslCredentials who)
    {
        try
        {
            return (await AskAsync(port, who)).Requests.ContainsKey(18);
        }
        catch (KafkaAdminException exception) when (!exception.IsRefusal)
        {
            return false; // it may not have read the user yet
        }
    }

    private static Task<BrokerVersions> AskAsync(LoopbackPort port, SaslCredentials? who) =>
        new BrokerCalls(null, TimeSpan.FromSeconds(5), who).AskAsync(new BrokerView(1, LoopbackPort.Host, port.Number, null), ApiVersionsMessage.Request, default);
}
