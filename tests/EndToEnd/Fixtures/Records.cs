namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Records that were produced with acks=all, to be found again.</summary>
internal sealed class Records(RealPlatform platform, string topic)
{
    private const string Bootstrap = "orders-bootstrap.streaming.svc:9092";

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

    /// <summary>Produces more, from a pod that is ready.</summary>
    public async Task ProduceAsync(int count)
    {
        var added = Enumerable.Range(_produced.Count, count).Select(number => $"order {number}").ToList();
        await RunAsync(string.Join('\n', added) + "\n", "kafka-console-producer.sh", "--request-required-acks", "all");
        _produced.AddRange(added);
    }

    /// <summary>Reads the topic from its beginning: every record is there, and each once.</summary>
    public async Task AssertAllAreThereAsync()
    {
        var read = await RunAsync(null, "kafka-console-consumer.sh", "--from-beginning", "--max-messages", $"{_produced.Count}", "--timeout-ms", "30000");

        Assert.Equal(_produced.Order(StringComparer.Ordinal), read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private async Task<string> RunAsync(string? input, string tool, params string[] options)
    {
        var pod = (await platform.Nodes.ReadyAsync()).First(name => name.StartsWith("orders-brokers-", StringComparison.Ordinal));
        return await platform.Nodes.ExecAsync(pod, input, [$"/opt/kafka/bin/{tool}", "--bootstrap-server", Bootstrap, "--topic", topic, .. options]);
    }
}
