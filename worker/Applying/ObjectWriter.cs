using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Writes objects of a plan by server-side apply. Force: Git is the truth for every field that it names.</summary>
internal sealed class ObjectWriter(IKubernetesApi kubernetes)
{
    public static ApplyOptions Options { get; } = new(Marks.FieldManager);

    /// <exception cref="ArgumentException">The effect writes no object.</exception>
    public Task WriteAsync(Effect effect, CancellationToken cancellationToken) => effect switch
    {
        Effect.ApplyObject apply => ApplyAsync(apply, cancellationToken),
        Effect.DeleteObject delete => kubernetes.DeleteAsync(delete.Key, delete.Uid, cancellationToken),
        _ => throw new ArgumentException($"{effect.Describe()}: writes no object", nameof(effect)),
    };

    public Task<KubeObject> ApplyAsync(Effect.ApplyObject effect, CancellationToken cancellationToken) => kubernetes.ApplyAsync(effect.Desired, new ApplyOptions(effect.FieldManager), cancellationToken);
}
