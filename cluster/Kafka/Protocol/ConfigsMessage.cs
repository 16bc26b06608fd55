using System.Collections.Immutable;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// DescribeConfigs, version 4: of topics, which any broker answers, or of one broker, which answers only for itself. Confluent's client waits for
/// a broker that it does not know, or that has just gone. Pure. Source: https://kafka.apache.org/protocol#The_Messages_DescribeConfigs.
/// </summary>
internal static class ConfigsMessage
{
    public const byte TopicResource = 2;
    public const byte BrokerResource = 4;

    private static readonly ApiRange Versions = new(Key: 32, 4, 4);

    /// <param name="setting">The only one that is wanted; null for all.</param>
    public static BrokerRequest<ImmutableArray<ConfigsAnswer>> OfTopics(IReadOnlyCollection<string> topics, string? setting = null) =>
        new("describe settings of topics", Versions, version => Write(version, TopicResource, topics, setting, synonyms: false), static (_, answer) => ReadAnswer(answer));

    /// <summary>With what would be in force if what is set first were not set.</summary>
    public static BrokerRequest<ImmutableArray<ConfigsAnswer>> OfBroker(int broker) =>
        new($"describe settings of broker {broker}", Versions, version => Write(version, BrokerResource, [Name(broker)], setting: null, synonyms: true), static (_, answer) => ReadAnswer(answer));

    /// <summary>What the resource of a broker is called.</summary>
    public static string Name(int broker) => broker.ToString(CultureInfo.InvariantCulture);

    private static byte[] Write(short version, byte kind, IReadOnlyCollection<string> names, string? setting, bool synonyms)
    {
        var request = new FlexibleRequest(Versions.Key, version).Count(names.Count);
        foreach (var name in names)
        {
            request.Byte(kind).Text(name);
            if (setting is null)
                request.Null();
            else
                request.Count(1).Text(setting);
            request.NoTags();
        }

        return request.Boolean(synonyms).Boolean(false).NoTags().ToArray(); // no documentation
    }

    private static ImmutableArray<ConfigsAnswer> ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        var resources = ImmutableArray.CreateBuilder<ConfigsAnswer>();
        for (var count = answer.Count(); count > 0; count--)
            resources.Add(ReadResource(ref answer));
        return resources.ToImmutable();
    }

    private static ConfigsAnswer ReadResource(ref FlexibleAnswer answer)
    {
        var error = new Error((ErrorCode)answer.Int16(), answer.Text() ?? "");
        answer.Byte(); // kind of resource
        var (name, settings) = (answer.Text() ?? "", ImmutableArray.CreateBuilder<SettingAnswer>());
        for (var count = answer.Count(); count > 0; count--)
            settings.Add(ReadSetting(ref answer));
        answer.Tags();
        return new ConfigsAnswer(name, error, settings.ToImmutable());
    }

    private static SettingAnswer ReadSetting(ref FlexibleAnswer answer)
    {
        var (name, value) = (answer.Text() ?? "", answer.Text());
        answer.Byte(); // read only
        var source = (ConfigSource)answer.Byte();
        answer.Byte(); // sensitive
        var synonyms = ImmutableArray.CreateBuilder<SettingSynonym>();
        for (var count = answer.Count(); count > 0; count--)
        {
            synonyms.Add(new SettingSynonym(answer.Text() ?? "", answer.Text(), (ConfigSource)answer.Byte()));
            answer.Tags();
        }

        answer.Byte(); // type
        answer.Text(); // documentation
        answer.Tags();
        return new SettingAnswer(name, value, source, synonyms.ToImmutable());
    }
}
