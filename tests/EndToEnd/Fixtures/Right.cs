using GitOpsKafka.TestCluster;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>One thing that a service account may do, as RBAC has it. Immutable.</summary>
/// <param name="Account">Name of the service account.</param>
/// <param name="Resource"><c>kafkaclusters.gitopskafka.io/status</c>, or <c>pods</c> in the core group.</param>
internal sealed record Right(string Account, string Verb, string Resource)
{
    /// <summary>All that bindings of ClusterRoles give to service accounts.</summary>
    /// <param name="yaml">What <c>kubectl kustomize</c> prints.</param>
    public static IReadOnlySet<Right> Granted(string yaml)
    {
        var objects = yaml.Split("\n---\n").Where(text => text.Contains("\nkind: ClusterRole", StringComparison.Ordinal)).SelectMany(text => KubernetesYaml.LoadAllFromString(text)).ToList();
        var roles = objects.OfType<V1ClusterRole>().ToDictionary(role => role.Name(), StringComparer.Ordinal);
        return
        (
            from binding in objects.OfType<V1ClusterRoleBinding>()
            from subject in binding.Subjects
            from rule in roles[binding.RoleRef.Name].Rules
            from @group in rule.ApiGroups
            from resource in rule.Resources
            from verb in rule.Verbs
            select new Right(subject.Name, verb, Name(resource.Split('/')[0], @group, resource.Split('/').ElementAtOrDefault(1) ?? ""))
        ).ToHashSet();
    }

    /// <summary>
    /// Those that a request needed. A patch that makes the object needs the right to create as well: the server asks for it by itself.
    /// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#api-implementation.
    /// </summary>
    public static IEnumerable<Right> Used(AuditEntry entry)
    {
        var right = new Right(entry.User.Split(':')[^1], entry.Verb, Name(entry.Resource, entry.Group, entry.Subresource));
        return entry is { Verb: "patch", Code: 201 } ? [right, right with { Verb = "create" }] : [right];
    }

    public override string ToString() => $"{Account}: {Verb} {Resource}";

    private static string Name(string resource, string group, string subresource) =>
        $"{resource}{(group.Length == 0 ? "" : $".{group}")}{(subresource.Length == 0 ? "" : $"/{subresource}")}";
}
