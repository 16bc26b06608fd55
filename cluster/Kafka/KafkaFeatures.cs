using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Reads and raises the levels of features. Thread-safe.</summary>
/// <param name="timeout">Longest wait for one request.</param>
internal sealed class KafkaFeatures(BrokerCalls calls, Func<CancellationToken, Task<KafkaView>> describe, TimeSpan timeout) : IKafkaFeatures
{
    private readonly ControllerCalls _controller = new(calls, describe);

    /// <summary>A broker may lag behind the others: the one that knows the latest state tells it.</summary>
    public async Task<FeaturesView> DescribeFeaturesAsync(CancellationToken cancellationToken)
    {
        var told = await calls.AskEachAsync((await describe(cancellationToken)).Brokers, ApiVersionsMessage.Request, cancellationToken);
        var latest = told.Values.OfType<Told<BrokerVersions>.Known>().MaxBy(known => known.Value.Epoch)?.Value
            ?? throw new KafkaAdminException(isRefusal: false, $"{ApiVersionsMessage.Request.What}: {string.Join("; ", told.Values.OfType<Told<BrokerVersions>.Unknown>().Select(unknown => unknown.Why))}");
        return new FeaturesView(latest.Finalized, told.ToImmutableSortedDictionary(broker => broker.Key, broker => Supported(broker.Value)));
    }

    public Task RaiseFeaturesAsync(IReadOnlyDictionary<string, int> levels, bool isTrial, CancellationToken cancellationToken) =>
        _controller.AskAsync(UpdateFeaturesMessage.Of(levels, isTrial, timeout / 2), cancellationToken);

    private static Told<ImmutableSortedDictionary<string, FeatureLevels>> Supported(Told<BrokerVersions> told) => told switch
    {
        Told<BrokerVersions>.Known known => new Told<ImmutableSortedDictionary<string, FeatureLevels>>.Known(known.Value.Supported),
        Told<BrokerVersions>.Unknown unknown => new Told<ImmutableSortedDictionary<string, FeatureLevels>>.Unknown(unknown.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
