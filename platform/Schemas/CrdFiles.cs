using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>The generated files under <c>manifests/crds</c>.</summary>
public static class CrdFiles
{
    /// <summary>Path relative to the repository, with forward slashes, and content; one file per kind, in apply order.</summary>
    public static IEnumerable<(string Path, string Text)> All() => ResourceKinds.All.Select(kind => ($"manifests/crds/{kind.Type.Group}_{kind.Type.Plural}.yaml", CrdWriter.Write(kind)));
}
