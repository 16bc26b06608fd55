using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Writes objects of a plan by server-side apply. Force: Git is the truth for every field that it names.</summary>
internal sealed class ObjectWriter(IKubernetesApi kubernetes)
{
    public static ApplyOptions Options { get; } = new(Marks.FieldManager);

    public Task<KubeObject> ApplyAsync(Effect.ApplyObject effect, CancellationToken cancellationToken) => kubernetes.ApplyAsync(effect.Desired, Options, cancellationToken);
}
