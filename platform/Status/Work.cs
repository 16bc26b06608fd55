using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Status;

/// <summary>What a worker is doing for a resource, or why it stopped. Immutable.</summary>
/// <param name="Step">One line for people.</param>
/// <param name="Failure">Set when the work ended without success and a human, or a new commit, must act.</param>
public sealed record Work(string Step, BlockReason? Failure = null);
