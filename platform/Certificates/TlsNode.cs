using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>A node that presents a certificate. Immutable.</summary>
/// <param name="Host">Its stable DNS name.</param>
/// <param name="BrokerId">Null for a node that is only a controller: Kafka's clients cannot speak to it.</param>
public sealed record TlsNode(string Pod, string Host, int? BrokerId, ImmutableArray<TlsListener> Listeners);

/// <param name="Name">As in Kafka's settings: lower case.</param>
public sealed record TlsListener(string Name, int Port);
