using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Under which names one node is reached. Immutable.</summary>
/// <param name="Pod">Name of its pod.</param>
/// <param name="Names">DNS names and addresses, in any order.</param>
public sealed record NodeNames(string Pod, ImmutableArray<string> Names);
