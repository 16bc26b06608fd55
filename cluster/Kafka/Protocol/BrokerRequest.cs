namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>A request in the versions that we speak, and how its answer is read. Immutable.</summary>
/// <param name="What">Such as <c>describe log directories</c>, for messages.</param>
/// <param name="Write">The whole request in the version, its size in front.</param>
/// <param name="Read">Makes sense of the answer in the version, without its size in front; an <see cref="IOException"/> says that there is none.</param>
internal sealed record BrokerRequest<T>(string What, ApiRange Versions, Func<short, byte[]> Write, Func<short, byte[], T> Read);
