using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes.Apply;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>An object as it is stored, with its managers beside it. Immutable.</summary>
internal sealed record Stored(KubeObject Object, ImmutableArray<ManagedEntry> Managers);

/// <summary>One line of the history. Immutable.</summary>
/// <param name="Object">After the change; on a delete the last form, with the version of the delete.</param>
/// <param name="Before">Null when the object was new.</param>
internal sealed record ObjectChange(long Version, WatchEventType Type, KubeObject Object, KubeObject? Before);
