namespace GitOpsKafka.Platform.Resources;

/// <summary>A managed resource of group <c>gitopskafka.io</c>, as typed values. Derived types are the kinds. Immutable.</summary>
public abstract record Resource
{
    public string ApiVersion { get; init; } = ResourceKinds.ApiVersion;

    public string Kind { get; init; } = "";

    public ResourceMetadata Metadata { get; init; } = new();

    public ResourceKey Key => ResourceKey.Of(Kind, Metadata.Namespace, Metadata.Name);
}
