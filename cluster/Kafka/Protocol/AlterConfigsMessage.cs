namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// IncrementalAlterConfigs, version 1, which Kafka has from 2.4 on, for settings of topics and brokers. Pure.
/// Source: KIP-339, KIP-226 and https://kafka.apache.org/protocol#The_Messages_IncrementalAlterConfigs.
/// </summary>
internal static class AlterConfigsMessage
{
    private const byte Set = 0;
    private const byte Delete = 1;

    private static readonly ApiRange Versions = new(Key: 44, 1, 1);

    /// <summary>Any broker passes it on to the controller.</summary>
    /// <param name="changes">New values; null takes a setting away.</param>
    public static BrokerRequest<bool> OfTopic(string topic, IReadOnlyDictionary<string, string?> changes) =>
        Of($"alter settings of topic {topic}", ConfigsMessage.TopicResource, topic, changes);

    /// <summary>Changes what all brokers share, which has the empty name. Any broker passes it on to the controller.</summary>
    /// <inheritdoc cref="OfTopic"/>
    public static BrokerRequest<bool> OfAllBrokers(IReadOnlyDictionary<string, string?> changes) => Of("alter settings of all brokers", ConfigsMessage.BrokerResource, "", changes);

    /// <summary>Changes what is set for one broker alone, which has to be asked itself.</summary>
    /// <inheritdoc cref="OfTopic"/>
    public static BrokerRequest<bool> OfBroker(int broker, IReadOnlyDictionary<string, string?> changes) =>
        Of($"alter settings of broker {broker}", ConfigsMessage.BrokerResource, ConfigsMessage.Name(broker), changes);

    private static BrokerRequest<bool> Of(string what, byte kind, string name, IReadOnlyDictionary<string, string?> changes) =>
        new(what, Versions, version => Write(version, kind, name, changes), (_, answer) => ReadAnswer(what, answer));

    private static byte[] Write(short version, byte kind, string name, IReadOnlyDictionary<string, string?> changes)
    {
        var request = new FlexibleRequest(Versions.Key, version).Count(1).Byte(kind).Text(name).Count(changes.Count);
        foreach (var (setting, value) in changes.OrderBy(change => change.Key, StringComparer.Ordinal))
            request.Text(setting).Byte(value is null ? Delete : Set).Text(value).NoTags();

        return request.NoTags().Boolean(false).NoTags().ToArray(); // not only validate
    }

    private static bool ReadAnswer(string what, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        if (answer.Count() != 1)
            throw new IOException("the broker's answer cannot be read");
        KafkaErrors.Check(what, answer.Int16(), answer.Text());
        return true;
    }
}
