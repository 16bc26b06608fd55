using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeConfigs, version 4, of topics, which any broker answers; Confluent's client waits for the one that it takes for the controller, also when
/// that has just gone. Pure. Source: https://kafka.apache.org/protocol#The_Messages_DescribeConfigs.
/// </summary>
internal static class TopicConfigsMessage
{
    private const byte TopicResource = 2;

    private static readonly ApiRange Versions = new(Key: 32, 4, 4);

    /// <param name="setting">The only one that is wanted; null for all.</param>
    public static BrokerRequest<ImmutableArray<TopicConfigs>> Of(IReadOnlyCollection<string> topics, string? setting = null) =>
        new("describe settings of topics", Versions, version => Write(version, topics, setting), static (_, answer) => ReadAnswer(answer));

    private static byte[] Write(short version, IReadOnlyCollection<string> topics, string? setting)
    {
        var request = new FlexibleRequest(Versions.Key, version).Count(topics.Count);
        foreach (var topic in topics)
        {
            request.Byte(TopicResource).Text(topic);
            if (setting is null)
                request.Null();
            else
                request.Count(1).Text(setting);
            request.NoTags();
        }

        return request.Boolean(false).Boolean(false).NoTags().ToArray(); // neither synonyms nor documentation
    }

    private static ImmutableArray<TopicConfigs> ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        var topics = ImmutableArray.CreateBuilder<TopicConfigs>();
        for (var count = answer.Count(); count > 0; count--)
            topics.Add(ReadTopic(ref answer));
        return topics.ToImmutable();
    }

    private static TopicConfigs ReadTopic(ref FlexibleAnswer answer)
    {
        var error = new Error((ErrorCode)answer.Int16(), answer.Text() ?? "");
        answer.Byte(); // kind of resource
        var (topic, settings) = (answer.Text() ?? "", ImmutableArray.CreateBuilder<TopicSetting>());
        for (var count = answer.Count(); count > 0; count--)
            settings.Add(ReadSetting(ref answer));
        answer.Tags();
        return new TopicConfigs(topic, error, settings.ToImmutable());
    }

    private static TopicSetting ReadSetting(ref FlexibleAnswer answer)
    {
        var (name, value) = (answer.Text() ?? "", answer.Text());
        answer.Byte(); // read only
        var source = (ConfigSource)answer.Byte();
        answer.Byte(); // sensitive
        for (var synonyms = answer.Count(); synonyms > 0; synonyms--)
        {
            answer.Text();
            answer.Text();
            answer.Byte();
            answer.Tags();
        }

        answer.Byte(); // type
        answer.Text(); // documentation
        answer.Tags();
        return new TopicSetting(name, value, source);
    }
}
