using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Grows the volumes of a cluster while its nodes run: asks each claim for more, waits until all have it, and then deletes the
/// StatefulSets alone, one by one, so that they are created again with the new size and take their pods over.
/// </summary>
internal sealed class VolumeGrower(IKubernetesApi kubernetes, OutcomeReporter reporter)
{
    /// <returns>What is waited for; empty when something was done; null when there is nothing to do.</returns>
    public async Task<string?> StepAsync(ClusterRun run, Change? change, ObservedState observed, CancellationToken stop)
    {
        if (change?.Effects.OfType<Effect.ExpandVolumes>().SingleOrDefault() is { } growth)
            return await GrowAsync(run, growth, observed.Find(run.Desired.Manifest.Key), stop);
        var replaced = change?.Effects.OfType<Effect.ReplaceObject>().ToList() ?? [];
        if (replaced.Find(effect => observed.Find(effect.Desired.Key)!.IsTerminating) is { } going)
            return $"{going.Desired.Key} to leave its pods";
        return replaced.Count == 0 ? null : await ReplaceAsync(run, replaced[0], stop);
    }

    private async Task<string> GrowAsync(ClusterRun run, Effect.ExpandVolumes growth, KubeObject? live, CancellationToken stop)
    {
        var asked = growth.Claims.Where(claim => claim.MustAsk).ToList();
        foreach (var claim in asked)
        {
            await kubernetes.ApplyAsync(KubeObject.Of(ResourceType.PersistentVolumeClaims, Request(claim)), ObjectWriter.Options, stop);
            run.Done.Add($"grow {claim}");
        }

        var progress = growth.DescribeProgress();
        if (run.Grown != progress)
            await reporter.ProgressedAsync(run.Request, live, Progressed(run, growth), progress, stop);
        run.Grown = progress;
        return asked.Count > 0 ? "" : progress;
    }

    /// <summary>From here on nobody makes a pod that goes: the run goes on until the StatefulSet is there again.</summary>
    private async Task<string> ReplaceAsync(ClusterRun run, Effect.ReplaceObject effect, CancellationToken stop)
    {
        run.IsHalfWay = true;
        await kubernetes.DeleteAloneAsync(effect.Desired.Key, effect.Uid, stop);
        run.Done.Add(effect.Describe());
        return "";
    }

    private static PlatformEvent.ChangeProgressed Progressed(ClusterRun run, Effect.ExpandVolumes growth) =>
        new(run.Request.ChangeId, run.Request.Resource, "grow volumes", growth.Claims.Count(claim => claim.IsGrown), growth.Claims.Length);

    // With its uid: a claim that was made anew meanwhile has the right size, and one that is gone must not come to be by this.
    private static JsonObject Request(ClaimGrowth claim) => new()
    {
        ["apiVersion"] = ResourceType.PersistentVolumeClaims.ApiVersion,
        ["kind"] = ResourceType.PersistentVolumeClaims.Kind,
        ["metadata"] = new JsonObject { ["name"] = claim.Claim.Name, ["namespace"] = claim.Claim.Namespace, ["uid"] = claim.Uid },
        ["spec"] = new JsonObject { ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = claim.Wanted.ToString() } } },
    };
}
