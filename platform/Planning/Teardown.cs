using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// What must happen next before a cluster that is being deleted may go. Brokers end while controllers still serve, so that they can end in a
/// controlled way; what else is made from the cluster goes with it, by owner references. Pure: decided anew from what is observed each time, so whoever
/// carries it out may be killed anywhere. Immutable.
/// </summary>
/// <param name="Gone">What has ended of <paramref name="Total"/>: nodes or claims.</param>
/// <param name="Doomed">What is to be deleted now.</param>
/// <param name="WaitsFor">What is still there, by kind and name; sorted.</param>
public sealed record Teardown(TeardownStage Stage, int Gone, int Total, ImmutableArray<KubeObject> Doomed, ImmutableArray<string> WaitsFor)
{
    /// <summary>More are only counted.</summary>
    private const int MostNames = 5;

    /// <summary>The finalizer with which the garbage collector takes owners off what <c>kubectl delete --cascade=orphan</c> leaves.</summary>
    private const string OrphanFinalizer = "orphan";

    /// <summary>For people, one line.</summary>
    public string Description => Stage switch
    {
        TeardownStage.Held => "spec.deletionProtection is true, so everything runs on; to let the cluster go: kubectl patch --type=merge -p '{\"spec\":{\"deletionProtection\":false}}'",
        TeardownStage.Leaving => "waiting until what was made from the cluster is left without an owner, as was asked",
        TeardownStage.Done => "nothing is left but what is to stay",
        _ => $"{Noun}: {Gone} of {Total} gone; waiting for {Names}",
    };

    private string Noun => Stage switch
    {
        TeardownStage.Brokers => "brokers",
        TeardownStage.Controllers => "controllers",
        TeardownStage.Ensemble => "ZooKeeper servers",
        _ => "claims",
    };

    private string Names => string.Join(", ", WaitsFor.Take(MostNames)) + (WaitsFor.Length > MostNames ? $" and {WaitsFor.Length - MostNames} more" : "");

    /// <param name="live">The stored KafkaCluster, which is being deleted.</param>
    public static Teardown Of(KubeObject live, ObservedState observed)
    {
        if (IsProtected(live))
            return new Teardown(TeardownStage.Held, 0, 0, [], []);
        if (live.HasFinalizer(OrphanFinalizer))
            return new Teardown(TeardownStage.Leaving, 0, 0, [], []);
        var parts = new TeardownParts(live, observed);
        return parts.Nodes(TeardownStage.Brokers, label => label is "broker" or "combined")
            ?? parts.Nodes(parts.Identity.HasEnsemble ? TeardownStage.Ensemble : TeardownStage.Controllers, label => label is not ("broker" or "combined"))
            ?? parts.Claims()
            ?? new Teardown(TeardownStage.Done, 0, 0, [], []);
    }

    public static bool IsProtected(KubeObject live) => live.At("spec", "deletionProtection") is { ValueKind: JsonValueKind.True };
}
