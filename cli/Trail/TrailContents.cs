using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Trail;

/// <summary>A trail, read and decoded. Immutable.</summary>
/// <param name="Foreign">Records that are no events that this version knows.</param>
internal sealed record TrailContents(ImmutableArray<TrailEntry> Entries, int Foreign)
{
    public static async Task<TrailContents> ReadAsync(ITrail trail, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<TrailEntry>();
        var foreign = 0;
        await foreach (var record in trail.ReadAsync(since, cancellationToken))
        {
            if (EventCodec.Decode(record.Bytes) is DecodedEvent.Known known)
                entries.Add(new TrailEntry(record, known.Envelope));
            else
                foreign++;
        }

        return new TrailContents(entries.ToImmutable(), foreign);
    }

    /// <summary>The changes that the events tell of, oldest first.</summary>
    public IEnumerable<ChangeStory> Changes() =>
        TrailProjection.Of(Entries.Select(entry => entry.Envelope)).Changes.Values.Select(history => new ChangeStory(history))
            .OrderBy(story => story.Time).ThenBy(story => story.History.ChangeId, StringComparer.Ordinal);

    public IEnumerable<TrailEntry> EventsOf(string changeId) =>
        Entries.Where(entry => ChangeHistory.IdOf(entry.Envelope.Data) == changeId).OrderBy(entry => entry.Record.Partition).ThenBy(entry => entry.Record.Offset);
}
