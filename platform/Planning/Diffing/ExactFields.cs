using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>
/// Fields that are atomic for the API server and that we render with every default: what only the live one has was added by someone. In
/// other atomic fields an addition and a default of the server look the same.
/// </summary>
internal static class ExactFields
{
    public static bool Contain(ResourceType type, ReadOnlySpan<byte> name) =>
        type == ResourceType.NetworkPolicies ? name.SequenceEqual("ingress"u8) || name.SequenceEqual("podSelector"u8)
        : type == ResourceType.PodDisruptionBudgets && name.SequenceEqual("selector"u8);
}
