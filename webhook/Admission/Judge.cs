using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>Decides one request: pure, no I/O; other objects come from the neighbours only.</summary>
internal sealed class Judge(INeighbours neighbours)
{
    public Decision Decide(ReviewRequest request)
    {
        if (request.Operation == Operation.Connect)
            return Decision.Allow;
        if (request.SubResource == "scale")
            return new ScaleJudge(neighbours).Decide(request);
        if (request.SubResource.Length > 0)
            return Decision.Allow;
        return request.Group == ResourceKinds.Group && ResourceKinds.Find(request.Kind) is { } kind
            ? Decide(request, kind)
            : Decision.AllowWith($"{request.Kind} of group \"{request.Group}\" has no rules here; check the webhook configuration");
    }

    private Decision Decide(ReviewRequest request, ResourceKind kind)
    {
        var (old, before) = request.Operation == Operation.Create ? (null, []) : ResourceReader.Read(kind, request, request.OldObject);
        if (Terminating.Is(request.OldObject))
            return Decision.Allow;
        if (request.Operation == Operation.Delete)
            return old is null ? Decision.AllowWith($"{request.Kind} {request.Namespace}/{request.Name} could not be read: the rules for deleting were not applied") : Decision.Of(RuleSet.Judge(new RuleInput(old, null, neighbours)));
        var (resource, problems) = ResourceReader.Read(kind, request, request.Object);
        return resource is null ? new Decision(problems, []) : Both(RuleSet.Judge(new RuleInput(old, resource, neighbours)), problems.Except(before));
    }

    /// <summary>A rule knows more of a field than the schema does: where it speaks, the schema is silent.</summary>
    private static Decision Both(Verdict verdict, IEnumerable<Violation> structure) =>
        new([.. verdict.Violations, .. structure.Where(problem => !verdict.Violations.Any(violation => violation.Path.Equals(problem.Path)))], []);
}
