using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>When one certificate of a cluster ends. Immutable.</summary>
/// <param name="Name"><c>cluster-ca</c>, <c>clients-ca</c>, the pod, or <c>gitopskafka-operator</c>.</param>
/// <param name="IsNear">It should have been renewed long ago, or a person must bring another one.</param>
public sealed record CertificateExpiry(string Name, DateTimeOffset NotAfter, bool IsNear)
{
    /// <summary>Of every certificate that is in use, soonest first.</summary>
    public static ImmutableArray<CertificateExpiry> All(CertificateState state, CertificateTimes times, DateTimeOffset now)
    {
        var authorities = new[] { AuthorityKind.Cluster, AuthorityKind.Clients }
            .Where(kind => state.Of(kind).Usable is not null)
            .Select(kind => Of($"{CertificateSecrets.Word(kind)}-ca", state.Of(kind).Usable!.Certificate));
        var nodes = state.Leaves.Values.SelectMany(leaves => leaves.Pods).Select(leaf => Of(leaf.Key, leaf.Value.Certificate));
        return [.. authorities.Concat(nodes).OrderBy(expiry => expiry.NotAfter).ThenBy(expiry => expiry.Name, StringComparer.Ordinal)];

        CertificateExpiry Of(string name, Certificate certificate) => new(name, certificate.NotAfter, times.WarnAt(certificate) <= now);
    }
}
