using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Waits until a cluster that a change deletes is gone, and tells of it on the trail. Whose work that is, is not looked at.</summary>
internal sealed class TeardownWatch(FreshObserver observer, OutcomeReporter reporter, Patience patience)
{
    /// <summary>A node may take its whole grace period, and a volume longer, but not for ever.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromMinutes(15);

    /// <returns>Null once the cluster is gone; else why it does not go.</returns>
    public async Task<Outcome.Failed?> UntilGoneAsync(PlatformEvent.ChangeRequested request, string uid, CancellationToken stop)
    {
        var key = ResourceKinds.ObjectOf(request.Resource);
        var timer = patience.Start(Standstill);
        var told = "";
        while (true)
        {
            timer.Look();
            var observed = await observer.ClusterAsync(key, stop);
            if (observed.Find(key) is not { } live || live.Uid != uid)
                return null;
            var teardown = Teardown.Of(live, observed);
            if (teardown.Stage == TeardownStage.Held)
                return new Outcome.Failed("DeletionProtected", teardown.Description, IsRetried: false);
            if (told != teardown.Description)
                await reporter.ProgressedAsync(request, null, Progressed(request, teardown), teardown.Description, stop);
            told = teardown.Description;
            if (!await timer.WaitAsync(told, stop))
                return new Outcome.Failed("DeadlineExceeded", $"nothing moved for {timer.Limit}: {WhatHolds(live, teardown)}", IsRetried: true);
        }
    }

    private static PlatformEvent.ChangeProgressed Progressed(PlatformEvent.ChangeRequested request, Teardown teardown) =>
        new(request.ChangeId, request.Resource, $"tear down {teardown.Stage}", teardown.Gone, teardown.Total);

    /// <summary>Once all is torn down only finalizers of others can hold it.</summary>
    private static string WhatHolds(KubeObject live, Teardown teardown) => teardown.Stage == TeardownStage.Done
        ? $"held by finalizers {string.Join(", ", live.FinalizersWithout("").Select(name => name!.GetValue<string>()))}"
        : teardown.Description;
}
