using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Observed;

/// <summary>What the webhook will say to the changes of a plan: the rules that look at old and new together. Pure.</summary>
internal static class AdmissionPreview
{
    public static IEnumerable<string> Refusals(Plan plan, Revision revision, ObservedState observed)
    {
        var neighbours = new RevisionNeighbours([.. revision.Resources.Values]);
        return from change in plan.Changes
               where change.Blocked is null
               let old = Stored(change.Key, observed)
               where old is not null
               from denial in RuleSet.Judge(new RuleInput(old, change.Desired?.Value, neighbours)).Denials
               select $"{change.Key}: {denial}";
    }

    /// <summary>Null when there is none, or when this version cannot read it: then the webhook decides.</summary>
    private static Resource? Stored(ResourceKey key, ObservedState observed)
    {
        var kind = ResourceKinds.Get(key.Kind);
        return observed.Find(new ObjectKey(kind.Type, key.Namespace, key.Name)) is { } live && JsonManifest.Check(kind, live.Json).IsEmpty ? ResourceJson.Read(kind, live.Json) : null;
    }
}
