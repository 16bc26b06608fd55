using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Demo;

/// <summary>The last chapter: the trail is complete and proves it.</summary>
internal sealed class DemoAudit(DemoPlatform platform, Timeline timeline, CliConsole console, CancellationToken cancellationToken)
{
    public async Task ShowAsync()
    {
        timeline.Chapter(7, "The event topic is the audit trail");
        await platform.Publisher.FlushAsync(cancellationToken);
        var records = new List<TrailRecord>();
        await foreach (var record in platform.Trail.ReadAsync(new TrailStart.Beginning(), follow: false, cancellationToken))
            records.Add(record);
        timeline.Say("gitopskafka audit list", Tone.Strong);
        var stories = Stories(records);
        console.Write(ChangeTable.Lines(stories));
        timeline.Expect(stories.All(story => !story.IsOpen), $"each of {stories.Count} changes has an outcome");

        timeline.Say("gitopskafka audit verify", Tone.Strong);
        console.Write(ReportLines.Summary(TrailVerifier.Verify(records)));
        timeline.Expect(TrailVerifier.Verify(records).IsIntact, "the chain of all events is intact");

        timeline.Say("one byte of a copy is flipped", Tone.Strong);
        var (copy, place) = Flip(records);
        var report = TrailVerifier.Verify(copy);
        foreach (var finding in report.Findings)
            timeline.Say(finding.Describe(), Tone.Bad);
        timeline.Expect(report.Findings.Any(finding => finding.Describe().Contains(place, StringComparison.Ordinal)), "and the very place is found");
    }

    private static List<ChangeStory> Stories(List<TrailRecord> records) =>
        [.. TrailProjection.Of(records.Select(record => EventCodec.Decode(record.Bytes)).OfType<DecodedEvent.Known>().Select(known => known.Envelope)).Changes.Values
            .Select(history => new ChangeStory(history)).OrderBy(story => story.Time)];

    private static (List<TrailRecord> Copy, string Place) Flip(List<TrailRecord> records)
    {
        var index = records.Count / 2;
        var bytes = records[index].Bytes.ToArray();
        // Inside the text of the data, so that the event stays well-formed and only its meaning changes.
        var at = bytes.AsSpan().IndexOf("example.com"u8) is >= 0 and var found ? found : bytes.Length / 2;
        bytes[at] ^= 1;
        List<TrailRecord> copy = [.. records];
        copy[index] = records[index] with { Bytes = bytes };
        return (copy, $"{records[index].Offset}");
    }
}
