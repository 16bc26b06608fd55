using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using k8s.Models;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>
/// A step → the Secret to write. New keys come from the system's randomness; all else from what is given. A key is stored by the step
/// before anything that it signed.
/// </summary>
/// <param name="cluster">Owns the Secrets.</param>
/// <param name="uid">Of the stored KafkaCluster.</param>
public sealed class CertificateWriting(KafkaCluster cluster, string uid, WantedCertificates wanted)
{
    private readonly ClusterIdentity _identity = new(cluster, uid);

    public SecretWrite Of(CertificateStep step, CertificateState state, DateTimeOffset now) => step switch
    {
        CertificateStep.MakeAuthority make => Keys(make.Kind, "", make.Brought ?? Create(make.Kind, 1, now), next: null, vouching: null, generation: 1, request: null),
        CertificateStep.PrepareAuthority prepare => Prepare(prepare, state.Of(prepare.Kind), now),
        CertificateStep.PromoteAuthority promote => Promote(promote.Kind, state.Of(promote.Kind), now),
        CertificateStep.ForgetRequest forget => Forget(forget.Kind, state.Of(forget.Kind)),
        CertificateStep.PublishTrust publish => Trust(publish, state.Of(publish.Kind), now),
        CertificateStep.IssueLeaves issue => Leaves(issue, state, now),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private SecretWrite Prepare(CertificateStep.PrepareAuthority step, StoredAuthority stored, DateTimeOffset now)
    {
        var next = step.Brought ?? Create(step.Kind, stored.Generation + 1, now);
        // An expired one has nothing left that a rotation could keep working.
        return stored.Usable is { } current
            ? Keys(step.Kind, stored.KeyVersion, current, next, stored.Vouching, stored.Generation, step.Request ?? stored.ServedRequest)
            : Keys(step.Kind, stored.KeyVersion, next, next: null, vouching: null, stored.Generation + 1, stored.ServedRequest);
    }

    private SecretWrite Promote(AuthorityKind kind, StoredAuthority stored, DateTimeOffset now) =>
        Keys(kind, stored.KeyVersion, stored.Next!, next: null, stored.Usable?.Vouch(stored.Next!, now), stored.Generation + 1, stored.ServedRequest);

    private SecretWrite Forget(AuthorityKind kind, StoredAuthority stored) =>
        Keys(kind, stored.KeyVersion, stored.Usable!, stored.Next, stored.Vouching, stored.Generation, request: null);

    private SecretWrite Keys(
        AuthorityKind kind, string version, CertificateAuthority current, CertificateAuthority? next, Certificate? vouching, int generation, string? request)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [CertificateSecrets.CertificateFile] = current.CertificatesPem,
            [CertificateSecrets.KeyFile] = current.Key.Reveal(),
        };
        if (next is not null)
            (files[CertificateSecrets.NextCertificateFile], files[CertificateSecrets.NextKeyFile]) = (next.CertificatesPem, next.Key.Reveal());
        if (vouching is not null)
            files[CertificateSecrets.VouchingFile] = vouching.Pem;
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [CertificateMarks.Generation] = generation.ToString(CultureInfo.InvariantCulture) };
        if (request is not null)
            annotations[CertificateMarks.ServedRequest] = request;
        return new SecretWrite(Secret(CertificateSecrets.KeyName(wanted.Cluster, kind), null, version, annotations, files), IsNew: version.Length == 0);
    }

    private SecretWrite Trust(CertificateStep.PublishTrust step, StoredAuthority stored, DateTimeOffset now)
    {
        var isAdded = step.Certificates.Except(stored.Trust ?? []).Any();
        var since = isAdded ? now : stored.TrustedSince;
        return new SecretWrite(
            Secret(
                CertificateSecrets.TrustName(wanted.Cluster, step.Kind),
                null,
                stored.TrustVersion,
                new(StringComparer.Ordinal) { [CertificateMarks.TrustedSince] = since.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) },
                new(StringComparer.Ordinal) { [CertificateSecrets.CertificateFile] = string.Concat(step.Certificates.Select(certificate => certificate.Pem)) }),
            IsNew: false);
    }

    private SecretWrite Leaves(CertificateStep.IssueLeaves step, CertificateState state, DateTimeOffset now)
    {
        var stored = state.Leaves[step.StatefulSet];
        // A node that is being taken away keeps what it has until it has expired: it may restart once more.
        var leaves = stored.Pods.RemoveRange(stored.Pods.Where(leaf => leaf.Value.Certificate.NotAfter <= now).Select(leaf => leaf.Key));
        foreach (var wish in step.Leaves)
            leaves = leaves.SetItem(wish.Node.Pod, Issue(wish.Node, step.StatefulSet == wanted.Operator?.StatefulSet, state.Cluster, now));
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [CertificateSecrets.ClusterTrustFile] = state.Cluster.TrustPem,
            [CertificateSecrets.ClientsTrustFile] = state.Clients.TrustPem,
        };
        foreach (var (pod, leaf) in leaves)
        {
            (files[CertificateSecrets.KeystoreFile(pod)], files[CertificateSecrets.ChainFile(pod)]) = (leaf.RevealKeystore(), leaf.ChainPem);
            if (Before(pod, leaf, stored, now) is { Length: > 0 } before)
                files[CertificateSecrets.BeforeFile(pod)] = before;
        }

        return new SecretWrite(Secret(CertificateSecrets.LeavesName(step.StatefulSet), RoleOf(step.StatefulSet), stored.Version, null, files), IsNew: false);
    }

    /// <summary>Only nodes that speak TLS among each other keep what they were started with; see <see cref="CertificateRestarts"/>.</summary>
    private string Before(string pod, IssuedCertificate leaf, StoredLeaves stored, DateTimeOffset now)
    {
        if (wanted.Operator is null || pod == Principals.Operator || !stored.Pods.TryGetValue(pod, out var last))
            return "";
        IEnumerable<Certificate> replaced = last.Certificate == leaf.Certificate ? [] : [last.Certificate];
        return string.Concat(replaced.Concat(stored.Before[pod]).Where(certificate => certificate.NotAfter > now).Take(CertificateRestarts.MostBefore).Select(certificate => certificate.Pem));
    }

    private IssuedCertificate Issue(NodeNames holder, bool isOperator, StoredAuthority authority, DateTimeOffset now) => isOperator
        ? CertificateIssuer.ForClient(authority.Usable!, authority.Vouching, holder.Pod, wanted.Times.LeafLife, now)
        : CertificateIssuer.ForNode(authority.Usable!, authority.Vouching, holder, wanted.Times.LeafLife, now);

    private CertificateAuthority Create(AuthorityKind kind, int generation, DateTimeOffset now) => CertificateAuthority.Create(
        // The number tells authorities of one cluster apart by name: certificates between two of the same name would be taken for roots.
        DistinguishedNames.Fit(wanted.Cluster, $" {CertificateSecrets.Word(kind)} CA v{generation}"), wanted.Times.AuthorityLife, now);

    private string? RoleOf(string statefulSet) => _identity.Roles.FirstOrDefault(role => role.Name == statefulSet)?.Label;

    private KubeObject Secret(string name, string? role, string version, Dictionary<string, string>? annotations, Dictionary<string, string> files)
    {
        var metadata = _identity.Metadata(name, role);
        metadata.Annotations = annotations;
        metadata.ResourceVersion = version.Length == 0 ? null : version;
        return Rendered.Object(ResourceType.Secrets, new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = metadata,
            Type = "Opaque",
            Data = files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal),
        });
    }
}
