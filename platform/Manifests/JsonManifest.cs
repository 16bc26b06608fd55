using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>The structure of an object as the API server sends it: the same check as for files, without places. Thread-safe.</summary>
public static class JsonManifest
{
    /// <summary>Empty when <see cref="ResourceJson.Read"/> can read the object. Metadata and <c>status</c> are the server's and are not looked at.</summary>
    public static ImmutableArray<Violation> Check(ResourceKind kind, JsonElement json) => SchemaCheck.Check(KindSchema.Of(kind).Stored, json);
}
