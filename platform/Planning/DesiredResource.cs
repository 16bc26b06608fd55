using GitOpsKafka.Platform.Hashing;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>One resource as Git wants it, or as a hand applied it. Immutable.</summary>
/// <param name="Value">The typed resource, defaults filled in.</param>
/// <param name="Manifest">Exactly the fields that the author wrote; this is what is applied.</param>
/// <param name="Location">Where it stands: <c>topics/orders.yaml:1</c>; empty when it came from an event.</param>
public sealed record DesiredResource(Resource Value, KubeObject Manifest, string Location)
{
    public ResourceKey Key { get; } = Value.Key;

    /// <summary>No repository holds it: see <see cref="HandApplied"/>.</summary>
    public bool IsHandApplied { get; init; }

    /// <summary>The manifest with what we add of our own: what the stored resource is compared with.</summary>
    public KubeObject Applied { get; } = TeardownFinalizer.AddTo(Manifest);

    /// <summary>SHA-256 of what is applied in canonical form, hex. Equal for manifests that differ only in layout.</summary>
    public string Hash { get; } = CanonicalJson.Hash(TeardownFinalizer.AddTo(Manifest).Json);

    /// <summary>From the JSON of a manifest that was checked before, as it comes back in an event.</summary>
    /// <exception cref="System.Text.Json.JsonException">The JSON does not fit the kind.</exception>
    public static DesiredResource FromManifest(KubeObject manifest, string location = "") =>
        new(ResourceJson.Read(ResourceKinds.Get(manifest.Key.Type.Kind), manifest.Json), manifest, location);
}
