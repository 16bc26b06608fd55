using System.Collections.Immutable;
using System.Globalization;
using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeConfigs, version 4, for one setting of many topics: <c>min.insync.replicas</c>, wherever it is set. Confluent's client always asks for all
/// settings, a hundred times as much. Pure. Source: https://kafka.apache.org/protocol#The_Messages_DescribeConfigs.
/// </summary>
internal static class MinimumInSyncMessage
{
    private const string Setting = "min.insync.replicas";
    private const short Key = 32;
    private const byte TopicResource = 2;

    /// <summary>Its answer is by topic; what is gone since, or the broker does not tell, is missing.</summary>
    public static BrokerRequest<ImmutableDictionary<string, int>> Of(IReadOnlyCollection<string> topics) =>
        new("describe " + Setting, new ApiRange(Key, 4, 4), version => Write(version, topics), static (_, answer) => ReadAnswer(answer));

    private static byte[] Write(short version, IReadOnlyCollection<string> topics)
    {
        var request = new FlexibleRequest(Key, version).Count(topics.Count);
        foreach (var topic in topics)
            request.Byte(TopicResource).Text(topic).Count(1).Text(Setting).NoTags();
        return request.Byte(0).Byte(0).NoTags().ToArray(); // neither synonyms nor documentation
    }

    private static ImmutableDictionary<string, int> ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        var minima = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (var count = answer.Count(); count > 0; count--)
            ReadTopic(ref answer, minima);
        return minima.ToImmutable();
    }

    private static void ReadTopic(ref FlexibleAnswer answer, ImmutableDictionary<string, int>.Builder minima)
    {
        var error = (ErrorCode)answer.Int16();
        answer.Text(); // message
        answer.Byte(); // kind of resource
        var topic = answer.Text() ?? "";
        for (var count = answer.Count(); count > 0; count--)
        {
            if (ReadSetting(ref answer) is (Setting, { } text) && error == ErrorCode.NoError && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minimum))
                minima[topic] = minimum;
        }

        answer.Tags();
    }

    private static (string? Name, string? Value) ReadSetting(ref FlexibleAnswer answer)
    {
        var (name, value) = (answer.Text(), answer.Text());
        answer.Byte(); // read only
        answer.Byte(); // source
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
        return (name, value);
    }
}
