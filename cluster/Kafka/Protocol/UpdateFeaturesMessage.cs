using Confluent.Kafka;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// UpdateFeatures, versions 1 and 2, which Kafka has from 3.3 on: raises levels of features, all or none. Pure.
/// Source: KIP-584, KIP-778 and https://kafka.apache.org/protocol#The_Messages_UpdateFeatures.
/// </summary>
internal static class UpdateFeaturesMessage
{
    private const string What = "raise features";
    private const short Key = 57;
    private const byte Upgrade = 1;

    /// <param name="isTrial">Only find out whether it would succeed.</param>
    /// <param name="timeout">Longest wait of the controller.</param>
    public static BrokerRequest<bool> Of(IReadOnlyDictionary<string, int> levels, bool isTrial, TimeSpan timeout) =>
        new(What, new ApiRange(Key, 1, 2), version => Write(version, levels, isTrial, timeout), static (version, answer) => Read(version, answer));

    private static byte[] Write(short version, IReadOnlyDictionary<string, int> levels, bool isTrial, TimeSpan timeout)
    {
        var request = new FlexibleRequest(Key, version).Int32((int)timeout.TotalMilliseconds).Count(levels.Count);
        foreach (var (feature, level) in levels.OrderBy(level => level.Key, StringComparer.Ordinal))
            request.Text(feature).Int16(checked((short)level)).Byte(Upgrade).NoTags();
        return request.Boolean(isTrial).NoTags().ToArray();
    }

    private static bool Read(short version, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        KafkaErrors.Check(What, answer.Int16(), answer.Text());
        var failures = new List<(ErrorCode Error, string Why)>();
        // From version 2 on the error above speaks for all of them.
        for (var count = version < 2 ? answer.Count() : 0; count > 0; count--)
        {
            var (feature, error, message) = (answer.Text(), (ErrorCode)answer.Int16(), answer.Text());
            answer.Tags();
            if (error != ErrorCode.NoError)
                failures.Add((error, KafkaErrors.Describe(feature ?? "", error, message)));
        }

        return failures.Count == 0
            ? true
            : throw new KafkaAdminException(failures.Exists(failure => KafkaErrors.IsRefusal(failure.Error)), $"{What}: {string.Join("; ", failures.Select(failure => failure.Why))}");
    }
}
