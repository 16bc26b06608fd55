using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Ports;

/// <summary>
/// What the processes ask of a Kubernetes API server. A refusal or a failure is a <see cref="KubernetesApiException"/>;
/// "not there" is a value and is returned only when the server said so. Implementations are thread-safe.
/// </summary>
public interface IKubernetesApi
{
    /// <summary>All objects of the type, in one namespace or (null) in all, with the version to watch from.</summary>
    Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken);

    /// <summary>
    /// Changes after the version, until the server ends the watch (then the sequence ends) or the version is gone
    /// (<see cref="KubernetesApiException.IsExpired"/>: list again).
    /// </summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken);

    /// <returns>Null when the server says that there is no such object.</returns>
    Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Server-side apply: creates or changes so that the fields given are as given, and drops fields that this field manager
    /// applied before and does not give now. Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/.
    /// </summary>
    Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken);

    /// <summary>Server-side apply of the status subresource. Only the status of the object given is looked at.</summary>
    Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken);

    /// <summary>Deletes the object; with a uid only if it still has that uid (else a conflict).</summary>
    /// <returns>False when there was no such object.</returns>
    Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken);

    /// <summary>Deletes the object, if it still has that uid (else a conflict), but nothing that it owns: that is left without an owner.</summary>
    /// <returns>False when there was no such object. It may be there for a moment after, marked as terminating.</returns>
    Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken);

    /// <summary>Takes a finalizer off an object that is being deleted, whoever put it there; it goes with the last one.</summary>
    /// <param name="live">A conflict when an object with another uid has its name by now.</param>
    /// <returns>False when there was no such object.</returns>
    Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken);

    /// <summary>Creates an object whose name the server may choose from <c>metadata.generateName</c>; used for Kubernetes events.</summary>
    Task CreateAsync(KubeObject desired, CancellationToken cancellationToken);
}
