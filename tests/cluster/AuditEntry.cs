namespace GitOpsKafka.TestCluster;

/// <summary>One request in an <see cref="AuditLog"/>. Immutable.</summary>
/// <param name="User"><c>system:serviceaccount:NAMESPACE:NAME</c>.</param>
/// <param name="Verb">As RBAC has it: server-side apply is a patch, also where it makes the object.</param>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Subresource">Empty for the resource itself.</param>
/// <param name="Uri">Path and query.</param>
/// <param name="Code">The HTTP status of the answer; 0 when there was none.</param>
public sealed record AuditEntry(string User, string Verb, string Group, string Resource, string Subresource, string Uri, int Code);
