namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Who wrote a field. Immutable.</summary>
/// <param name="Manager">Name of the field manager: <c>kubectl-edit</c>.</param>
/// <param name="Operation"><c>Apply</c> (server-side apply) or <c>Update</c> (any other write).</param>
public sealed record FieldOwner(string Manager, string Operation)
{
    public override string ToString() => $"{Manager} ({Operation})";
}
