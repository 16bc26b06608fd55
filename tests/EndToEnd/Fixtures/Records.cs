using Confluent.Kafka;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Records that were produced with acks=all, to be found again.</summary>
internal sealed class Records(RealPlatform platform, string topic)
{
    private readonly Kcat _client = new(new ClientConfig { BootstrapServers = "orders-bootstrap.streaming.svc:9092" }, topic, platform.Cluster);
    private readonly List<string> _produced = [];

    /// <summary>Has the product create the topic, and produces the first thousand.</summary>
    public static async Task<Records> ProduceAsync(RealPlatform platform, string topic)
    {
        await platform.PushAsync($"{topic}.yaml", Manifests.Topic(topic));
        await platform.UntilConditionAsync($"kafkatopic/{topic}", "True");
        var records = new Records(platform, topic);
        await records.ProduceAsync(1000);
        return records;
    }

    /// <summary>Produces more.</summary>
    public async Task ProduceAsync(int count)
    {
        var added = Enumerable.Range(_produced.Count, count).Select(number => $"order {number}").ToList();
        await _client.WriteAsync(added);
        _produced.AddRange(added);
    }

    /// <summary>Reads the topic from its beginning: every record is there, and each once.</summary>
    public async Task AssertAllAreThereAsync() => Assert.Equal(_produced.Order(StringComparer.Ordinal), (await _client.ReadAsync()).Order(StringComparer.Ordinal));
}
