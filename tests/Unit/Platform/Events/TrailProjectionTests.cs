using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Tests.Unit.Platform.Events;

public sealed class TrailProjectionTests
{
    [Fact]
    public void Requested_change_is_open_until_its_outcome()
    {
        var started = Project(Requested("c1"), new PlatformEvent.ChangeStarted("c1", SampleEvents.Topic("orders"), "worker-0", 1));
        var applied = started.With(Seal(new PlatformEvent.ChangeApplied("c1", SampleEvents.Topic("orders"), [], 5, false)));

        Assert.Equal("c1", Assert.Single(started.Open).ChangeId);
        Assert.Single(started.Changes["c1"].Started);
        Assert.Empty(applied.Open);
        Assert.IsType<PlatformEvent.ChangeApplied>(applied.Changes["c1"].Outcome!.Data);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Failure_ends_a_change_only_when_it_is_not_retried(bool isRetried, int open) =>
        Assert.Equal(open, Project(Requested("c1"), new PlatformEvent.ChangeFailed("c1", SampleEvents.Topic("orders"), "Refused", "No.", isRetried, 1)).Open.Length);

    [Fact]
    public void Change_requested_again_after_its_end_is_open_again() =>
        Assert.Single(Project(Requested("c1"), new PlatformEvent.ChangeUnchanged("c1", SampleEvents.Topic("orders")), Requested("c1")).Open);

    [Fact]
    public void Blocked_change_is_not_open() =>
        Assert.Empty(Project([.. SampleEvents.OneOfEach.OfType<PlatformEvent.ChangeBlocked>()]).Open);

    [Fact]
    public void Drift_alone_begins_no_change() =>
        Assert.Empty(Project([.. SampleEvents.OneOfEach.OfType<PlatformEvent.DriftDetected>()]).Changes);

    private static PlatformEvent.ChangeRequested Requested(string id) => SampleEvents.Requested(id, SampleEvents.Topic("orders"));

    private static TrailProjection Project(params PlatformEvent[] events) => TrailProjection.Of(events.Select(Seal));

    private static EventEnvelope Seal(PlatformEvent data) => EventChain.Seal(data, SampleEvents.Noon, "/reconciler", ChainHead.Start("reconciler-1"), null).Envelope;
}
