using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Which features a cluster uses, and which its brokers could. Immutable. Source: KIP-584 and KIP-1022.</summary>
/// <param name="Finalized">Level of each feature in use, such as <c>metadata.version</c>; what is missing is at 0. Empty with ZooKeeper.</param>
/// <param name="Supported">
/// By id, of all live brokers; what controllers on nodes of their own support shows only when a level is raised. Features whose lowest level is 0
/// are told by Kafka from 3.9 on.
/// </param>
public sealed record FeaturesView(ImmutableSortedDictionary<string, int> Finalized, ImmutableSortedDictionary<int, Told<ImmutableSortedDictionary<string, FeatureLevels>>> Supported);

/// <summary>Levels of a feature, both ends inclusive.</summary>
public sealed record FeatureLevels(int Lowest, int Highest);
