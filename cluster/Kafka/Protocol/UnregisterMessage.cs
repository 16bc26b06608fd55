using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>UnregisterBroker, version 0: forgets a broker. Pure. Source: KIP-631 and https://kafka.apache.org/protocol#The_Messages_UnregisterBroker.</summary>
internal static class UnregisterMessage
{
    private const short Key = 64;

    /// <summary>Its answer is false when there was no such broker.</summary>
    public static BrokerRequest<bool> Of(int broker)
    {
        var what = $"unregister broker {broker}";
        return new(what, new ApiRange(Key, 0, 0), version => new FlexibleRequest(Key, version).Int32(broker).NoTags().ToArray(), (_, answer) => Read(what, answer));
    }

    private static bool Read(string what, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        var (error, message) = (answer.Int16(), answer.Text());
        if ((ErrorCode)error == KafkaErrors.BrokerIdNotRegistered)
            return false;
        KafkaErrors.Check(what, error, message);
        return true;
    }
}
