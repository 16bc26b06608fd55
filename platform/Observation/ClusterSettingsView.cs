using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>The settings that the live brokers of a cluster run with. Immutable.</summary>
/// <param name="ClusterId">Kafka's own id of the cluster that answered.</param>
/// <param name="Brokers">By id; what is down is missing.</param>
public sealed record ClusterSettingsView(string ClusterId, ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>> Brokers);
