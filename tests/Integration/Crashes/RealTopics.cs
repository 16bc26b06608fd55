using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>Topics as Kafka itself tells them.</summary>
internal sealed class RealTopics(string bootstrapServers) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <summary>Null when there is no such topic. A broker that has just come back is asked again.</summary>
    public async Task<RealTopic?> FindAsync(string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(name);
            }
            catch (KafkaException) when (attempt < 20)
            {
                await Task.Delay(500);
            }
        }
    }

    public void Dispose() => _admin.Dispose();

    private async Task<RealTopic?> AskAsync(string name)
    {
        try
        {
            var described = (await _admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([name]), new DescribeTopicsOptions { RequestTimeout = Timeout })).TopicDescriptions[0];
            var configs = await _admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = name }], new DescribeConfigsOptions { RequestTimeout = Timeout });
            var own = configs[0].Entries.Values.Where(entry => entry.Source == ConfigSource.DynamicTopicConfig).ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
            return new RealTopic($"{described.TopicId}", described.Partitions.Count, own);
        }
        catch (DescribeTopicsException missing) when (missing.Results.TopicDescriptions[0].Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            return null;
        }
        catch (DescribeConfigsException missing) when (missing.Results[0].Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            return null;
        }
    }
}

/// <param name="Id">Kafka's id of the topic: a topic that was deleted and made again has another one.</param>
/// <param name="Config">Settings of its own.</param>
internal sealed record RealTopic(string Id, int Partitions, IReadOnlyDictionary<string, string> Config);
