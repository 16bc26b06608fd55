using System.Text.Json;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Output;

/// <summary>One change of the trail, for programs. Names are stable.</summary>
/// <param name="Outcome">applied, failed, superseded, unchanged, blocked, retrying or open.</param>
/// <param name="Events">Null in lists.</param>
internal sealed record ChangeDocument(
    string ChangeId,
    ResourceKey Resource,
    DateTimeOffset Time,
    ChangeOperation? Operation,
    CauseData? Cause,
    string Outcome,
    string? Remark,
    double? DurationMs,
    IEnumerable<FieldDelta> Deltas,
    IEnumerable<EffectData> Effects,
    IEnumerable<ChangeDocument.Entry>? Events)
{
    public static ChangeDocument Of(ChangeStory story, IEnumerable<TrailEntry>? events = null) => new(
        story.History.ChangeId, story.History.Resource, story.Time, story.Operation, story.Cause, story.Outcome, story.Remark, story.Duration?.TotalMilliseconds, story.Deltas, story.Effects,
        events?.Select(Entry.Of));

    /// <param name="Event">The event as published.</param>
    internal sealed record Entry(int Partition, long Offset, JsonElement Event)
    {
        public static Entry Of(TrailEntry entry) => new(entry.Record.Partition, entry.Record.Offset, JsonElement.Parse(entry.Record.Bytes.Span));
    }
}
