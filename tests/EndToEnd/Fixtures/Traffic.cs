using Confluent.Kafka;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Records through one listener.</summary>
internal static class Traffic
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Produces with acks=all, reads all of it back, and compares.</summary>
    public static async Task ThroughAsync(ClientConfig client, string topic, int count)
    {
        var sent = Enumerable.Range(0, count).Select(number => $"{client.SecurityProtocol} {number}").ToHashSet(StringComparer.Ordinal);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig(Copy(client)) { Acks = Acks.All, EnableIdempotence = true, LingerMs = 5 }).Build())
            await Task.WhenAll(sent.Select(value => producer.ProduceAsync(topic, new Message<Null, string> { Value = value })));
        Assert.Empty(sent.Except(Read(client, topic, count), StringComparer.Ordinal));
    }

    /// <summary>What the client is told when it tries to reach the brokers.</summary>
    public static string Refusal(ClientConfig client)
    {
        var errors = new List<string>();
        using var admin = new AdminClientBuilder(new AdminClientConfig(Copy(client))).SetErrorHandler((_, error) => errors.Add(error.Reason)).SetLogHandler((_, _) => { }).Build();
        Assert.Throws<KafkaException>(() => admin.GetMetadata(TimeSpan.FromSeconds(10)));
        return string.Join('\n', errors);
    }

    private static List<string> Read(ClientConfig client, string topic, int count)
    {
        var read = new List<string>(count);
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig(Copy(client)) { GroupId = $"reader-{Guid.NewGuid():N}", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }).Build();
        consumer.Subscribe(topic);
        for (var until = DateTimeOffset.UtcNow + Patience; read.Count < count && DateTimeOffset.UtcNow < until;)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(500)) is { } result)
                read.Add(result.Message.Value);
        }

        consumer.Close();
        return read;
    }

    private static Dictionary<string, string> Copy(ClientConfig client) => client.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
}
