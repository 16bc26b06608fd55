using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>An object that was seen to be deleted and is not back. Immutable.</summary>
/// <param name="Uid">The one that it had.</param>
/// <param name="DesiredHash">Of a resource: hash of the manifest that was applied to it last; null when none was.</param>
public sealed record Deletion(string Uid, string? DesiredHash)
{
    /// <summary>What is told of it where it is made anew.</summary>
    internal FieldDelta ToDelta(ObjectKey key) => new($"{key}", null, JsonSerializer.SerializeToElement($"made anew, uid {Uid} was deleted"));

    public static Deletion Of(KubeObject gone) => new(gone.Uid, gone.Annotation(Marks.DesiredHash));
}
