using System.Collections.Immutable;
using System.Text;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>How a <see cref="Place"/> changes from field to field. Works on UTF-8 names: nothing is allocated. Thread-safe.</summary>
internal static class Places
{
    /// <summary>
    /// Fields of the built-in types that are plain Go values with omitempty: written as zero, they are absent when read back.
    /// Pointers are not among them: there, zero is stored and means something. Source: k8s.io/api/core/v1/types.go and apps/v1/types.go.
    /// </summary>
    private static readonly ImmutableArray<byte[]> OmittedZeroes =
    [
        .. new[]
        {
            "value", "readOnly", "hostNetwork", "hostPID", "hostIPC", "publishNotReadyAddresses", "stdin", "stdinOnce", "tty", "subPath", "subPathExpr",
            "initialDelaySeconds", "minReadySeconds", "hostPort", "nodePort", "loadBalancerIP", "hostname", "subdomain", "medium", "workingDir",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static Place Into(this Place place, ReadOnlySpan<byte> field, bool isOwnKind) => place switch
    {
        Place.Root => IntoRoot(field),
        Place.Metadata => field.SequenceEqual("annotations"u8) || field.SequenceEqual("labels"u8) ? Place.Marks : Place.Plain,
        Place.Settings => Place.Setting,
        Place.Resources => field.SequenceEqual("requests"u8) || field.SequenceEqual("limits"u8) ? Place.Amounts : Place.Plain,
        Place.Amounts => Place.Amount,
        Place.Spec => isOwnKind ? IntoOwnSpec(field) : IntoSpec(field),
        _ => Place.Plain,
    };

    /// <summary>Whether the fields of this place are keys of a map, written in brackets.</summary>
    public static bool IsMap(this Place place) => place is Place.Marks or Place.Map or Place.Settings;

    /// <summary>Identity and what only the server writes: never a difference.</summary>
    public static bool IsIdentity(this Place place, ReadOnlySpan<byte> field) => place switch
    {
        Place.Root => field.SequenceEqual("apiVersion"u8) || field.SequenceEqual("kind"u8),
        Place.Metadata => field.SequenceEqual("name"u8) || field.SequenceEqual("namespace"u8) || IsServerMetadata(field),
        _ => false,
    };

    private static bool IsServerMetadata(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("uid"u8) || field.SequenceEqual("resourceVersion"u8) || field.SequenceEqual("generation"u8)
        || field.SequenceEqual("creationTimestamp"u8) || field.SequenceEqual("managedFields"u8) || field.SequenceEqual("selfLink"u8);

    private static Place IntoRoot(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("metadata"u8) ? Place.Metadata
        : field.SequenceEqual("spec"u8) ? Place.Spec
        : field.SequenceEqual("data"u8) || field.SequenceEqual("binaryData"u8) ? Place.Map
        : Place.Plain;

    private static Place IntoOwnSpec(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("config"u8) ? Place.Settings
        : field.SequenceEqual("resources"u8) ? Place.Resources
        : field.SequenceEqual("size"u8) || field.SequenceEqual("heap"u8) ? Place.Amount
        : Place.Spec;

    private static Place IntoSpec(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("resources"u8) ? Place.Resources
        : field.SequenceEqual("sizeLimit"u8) ? Place.Amount
        : IsFreeMap(field) ? Place.Map
        : IsOmittedZero(field) ? Place.OmittedZero
        : Place.Spec;

    private static bool IsFreeMap(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("labels"u8) || field.SequenceEqual("annotations"u8) || field.SequenceEqual("matchLabels"u8) || field.SequenceEqual("nodeSelector"u8);

    private static bool IsOmittedZero(ReadOnlySpan<byte> field)
    {
        foreach (var name in OmittedZeroes)
        {
            if (field.SequenceEqual(name))
                return true;
        }

        return false;
    }
}
