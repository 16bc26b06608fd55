using Confluent.Kafka;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Kafka's own tools in a pod, set up as a client outside is.</summary>
internal sealed class PodClient(Pods pods, string pod, ClientConfig client, string topic)
{
    public string Topic => topic;

    private string SettingsFile => $"/tmp/{topic}.properties";

    /// <summary>Writes with acks=all, reads all of it back, and compares.</summary>
    public async Task ThroughAsync(int count)
    {
        await pods.ExecAsync(pod, string.Join('\n', Settings()) + "\n", "sh", "-c", $"umask 077; cat > {SettingsFile}");
        var sent = Enumerable.Range(0, count).Select(number => $"{topic} {number}").ToList();
        await RunAsync(string.Join('\n', sent) + "\n", "kafka-console-producer.sh", "--request-required-acks", "all");

        var read = await RunAsync(null, "kafka-console-consumer.sh", "--from-beginning", "--max-messages", $"{count}", "--timeout-ms", "30000");

        Assert.Equal(sent.Order(StringComparer.Ordinal), read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private Task<string> RunAsync(string? input, string tool, params string[] options) =>
        pods.ToolAsync(pod, input, tool, ["--bootstrap-server", client.BootstrapServers, "--topic", topic, "--command-config", SettingsFile, .. options]);

    /// <summary>The Java client has names of its own for what the others know. Source: https://kafka.apache.org/documentation/#security_ssl_key.</summary>
    private IEnumerable<string> Settings()
    {
        yield return $"security.protocol={client.SecurityProtocol switch { SecurityProtocol.Ssl => "SSL", SecurityProtocol.SaslSsl => "SASL_SSL", _ => "PLAINTEXT" }}";
        if (client.SslCaPem is { } trust)
        {
            yield return "ssl.truststore.type=PEM";
            yield return $"ssl.truststore.certificates={OneLine(trust)}";
        }

        if (client.SslKeyPem is { } key)
        {
            yield return "ssl.keystore.type=PEM";
            yield return $"ssl.keystore.key={OneLine(key)}";
            yield return $"ssl.keystore.certificate.chain={OneLine(client.SslCertificatePem)}";
        }

        if (client.SaslUsername is { } user)
        {
            yield return "sasl.mechanism=SCRAM-SHA-512";
            yield return $"sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"{user}\" password=\"{client.SaslPassword}\";";
        }
    }

    private static string OneLine(string pem) => pem.ReplaceLineEndings("\\n");
}
