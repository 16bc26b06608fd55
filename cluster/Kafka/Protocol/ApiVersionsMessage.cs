using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// ApiVersions, versions 3 and 4: which requests the broker speaks in which versions, and the features of the cluster. Kafka has version 3 from 2.4 on;
/// version 4 also tells features whose lowest level is 0. Pure. Source: KIP-511, KIP-584 and https://kafka.apache.org/protocol#The_Messages_ApiVersions.
/// </summary>
internal static class ApiVersionsMessage
{
    private const string What = "describe features";
    private const short Key = 18;
    private const int SupportedFeatures = 0;
    private const int FinalizedEpoch = 1;
    private const int FinalizedFeatures = 2;

    public static BrokerRequest<BrokerVersions> Request { get; } = new(What, new ApiRange(Key, 3, 4), Of, static (_, answer) => ReadAnswer(answer));

    /// <summary>The version that every broker speaks, to find out which others it does.</summary>
    public static byte[] First { get; } = Of(3);

    /// <exception cref="Platform.Ports.KafkaAdminException">The broker reports an error.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BrokerVersions ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        // The one answer whose header stayed as it was, so that clients of any version can read it.
        var answer = FlexibleAnswer.WithoutHeader(bytes);
        answer.Int32(); // correlation id
        KafkaErrors.Check(What, answer.Int16());
        var requests = ImmutableDictionary.CreateBuilder<short, ApiRange>();
        for (var count = answer.Count(); count > 0; count--)
        {
            var range = new ApiRange(answer.Int16(), answer.Int16(), answer.Int16());
            answer.Tags();
            requests[range.Key] = range;
        }

        answer.Int32(); // throttle time
        return WithFeatures(new BrokerVersions(requests.ToImmutable()), ref answer);
    }

    private static byte[] Of(short version) => new FlexibleRequest(Key, version).Text("gitopskafka").Text("1").NoTags().ToArray();

    private static BrokerVersions WithFeatures(BrokerVersions versions, ref FlexibleAnswer answer)
    {
        for (var tags = answer.VarInt(); tags > 0; tags--)
        {
            var tag = answer.Tag(out var field);
            versions = tag switch
            {
                SupportedFeatures => versions with { Supported = Supported(ref field) },
                FinalizedEpoch => versions with { Epoch = field.Int64() },
                FinalizedFeatures => versions with { Finalized = Finalized(ref field) },
                _ => versions,
            };
        }

        return versions;
    }

    private static ImmutableSortedDictionary<string, FeatureLevels> Supported(ref FlexibleAnswer field)
    {
        var features = ImmutableSortedDictionary.CreateBuilder<string, FeatureLevels>(StringComparer.Ordinal);
        for (var count = field.Count(); count > 0; count--)
        {
            features[field.Text() ?? ""] = new FeatureLevels(field.Int16(), field.Int16());
            field.Tags();
        }

        return features.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, int> Finalized(ref FlexibleAnswer field)
    {
        var features = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (var count = field.Count(); count > 0; count--)
        {
            features[field.Text() ?? ""] = field.Int16();
            field.Int16(); // lowest level, which nothing uses
            field.Tags();
        }

        return features.ToImmutable();
    }
}
