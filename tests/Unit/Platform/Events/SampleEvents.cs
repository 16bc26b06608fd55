using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Events;

/// <summary>One event of every kind, about the resources of a small streaming team.</summary>
internal static class SampleEvents
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Commit Commit = new(
        ResourceKey.Parse("GitSource/streaming/platform"), "https://git.example.org/streaming/platform", "main", new string('a', 40),
        "Ada <ada@example.org>", "Ada <ada@example.org>", "Raise retention of orders\n\nAgreed with \"finance\" — see ☂.", Noon.AddMinutes(-5), 7);

    public static ResourceKey Topic(string name) => ResourceKey.Of("KafkaTopic", "streaming", name);

    public static PlatformEvent.ChangeRequested Requested(string changeId, ResourceKey resource, long commitSequence = 7) => new(
        changeId, "plan-1", ChangeOperation.Update, resource,
        CauseData.Of(new Cause.FromCommit(Commit with { Sequence = commitSequence })),
        [new FieldDelta("spec.config[retention.ms]", Json("1000"), null), new FieldDelta("spec.partitions", null, Json("6"))],
        [new EffectData("alterTopicConfig", "set on topic orders: retention.ms=1000", RiskClass.DataLoss)],
        Json("""{"kind":"KafkaTopic","spec":{"partitions":6,"config":{"retention.ms":1000}}}"""));

    public static ImmutableArray<PlatformEvent> OneOfEach { get; } = Create("c1", Topic("orders"));

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    private static ImmutableArray<PlatformEvent> Create(string id, ResourceKey topic) =>
    [
        new PlatformEvent.RevisionObserved(Commit, 12, ["orders.yaml:3:5: partitions: few"]),
        new PlatformEvent.RevisionRejected(Commit, ["orders.yaml:3:5: unknown field partitons"]),
        Requested(id, topic),
        new PlatformEvent.ChangeBlocked(id, ChangeOperation.Delete, topic, CauseData.Of(new Cause.FromDrift(Commit, ["kubectl"])), new BlockReason("DeletionProtected", "Remove the protection first."), []),
        new PlatformEvent.ChangeStarted(id, topic, "worker-0", 1),
        new PlatformEvent.ChangeProgressed(id, topic, "restarted orders-brokers-1 (2 of 3)", 2, 3),
        new PlatformEvent.ChangeApplied(id, topic, ["set retention.ms"], 1200, false),
        new PlatformEvent.ChangeFailed(id, topic, "Unreachable", "No broker answered; it is tried again.", true, 2),
        new PlatformEvent.ChangeSuperseded(id, topic, 8),
        new PlatformEvent.ChangeUnchanged(id, topic),
        new PlatformEvent.DriftDetected(id, topic, Commit, ["kubectl-edit"], [new FieldDelta("spec.partitions", Json("6"), Json("12"))]),
        new PlatformEvent.AdmissionJudged("u-1", true, topic, "UPDATE", "ada", ["streaming"], false, []),
        new PlatformEvent.AdmissionJudged("u-2", false, topic, "DELETE", "bob", ["streaming", "dev"], true, ["KT-003"]),
    ];
}
