using System.Text.Json;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// The request of an AdmissionReview, as far as we look at it. Valid only as long as the document it was read from.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request.
/// </summary>
internal sealed record ReviewRequest
{
    public required string Uid { get; init; }

    public required Operation Operation { get; init; }

    /// <summary>Group, version and kind of the object: those of <c>autoscaling/v1 Scale</c> for the scale subresource.</summary>
    public required string Group { get; init; }

    public required string Kind { get; init; }

    /// <summary>Plural name of the resource that is written to.</summary>
    public required string Resource { get; init; }

    /// <summary>Empty when the resource itself is written.</summary>
    public required string SubResource { get; init; }

    public required string Namespace { get; init; }

    /// <summary>Empty on a create with generateName.</summary>
    public required string Name { get; init; }

    public required bool IsDryRun { get; init; }

    /// <summary>Undefined where there is none.</summary>
    public required JsonElement Object { get; init; }

    /// <summary>Undefined where there is none.</summary>
    public required JsonElement OldObject { get; init; }
}

/// <summary>Operations of admission.</summary>
public enum Operation
{
    Create,
    Update,
    Delete,
    Connect,
}
