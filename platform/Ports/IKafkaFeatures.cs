using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Ports;

/// <summary>What the nodes of one Kafka cluster agreed to use. A failure is a <see cref="KafkaAdminException"/>. Implementations are thread-safe.</summary>
public interface IKafkaFeatures
{
    /// <summary>Fails only when no broker tells its own.</summary>
    Task<FeaturesView> DescribeFeaturesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Raises features, all or none. Nodes that do not support a level make it fail; trying again helps once they do. Kafka before 4.0 tells of each
    /// feature why it cannot be raised, later ones of the first.
    /// </summary>
    /// <param name="levels">New level by feature, not below the one it has.</param>
    /// <param name="isTrial">Only find out whether it would succeed.</param>
    Task RaiseFeaturesAsync(IReadOnlyDictionary<string, int> levels, bool isTrial, CancellationToken cancellationToken);
}
