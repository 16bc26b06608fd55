using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>A controller that shall vote on the metadata. Immutable. Source: KIP-853.</summary>
/// <param name="Directory">As the quorum tells of it while it is an observer.</param>
/// <param name="Endpoints">Where the other voters reach it: all of its listeners for controllers.</param>
public sealed record NewVoter(int Id, DirectoryId Directory, ImmutableArray<VoterEndpoint> Endpoints);

/// <param name="Listener">Its name, such as <c>CONTROLLER</c>.</param>
public sealed record VoterEndpoint(string Listener, string Host, int Port);
