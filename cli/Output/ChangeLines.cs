using System.Collections.Immutable;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Output;

/// <summary>The whole story of one change. Pure.</summary>
internal static class ChangeLines
{
    /// <param name="events">All events of the change, in bus order.</param>
    public static IEnumerable<StyledLine> Of(ChangeStory story, IReadOnlyCollection<TrailEntry> events) =>
    [
        Fact("change", story.History.ChangeId),
        Fact("resource", story.History.Resource.ToString()),
        Fact("operation", story.Operation is { } operation ? PlanPrinter.Word(operation) : "not known: the request lies outside of what was read"),
        .. story.Cause is { } cause ? Cause(cause) : [],
        .. story.PlanId is { } plan ? [Fact("plan", plan)] : Array.Empty<StyledLine>(),
        StyledLine.Of(("outcome    ", Tone.Strong), (story.Outcome, story.Tone), ($"{(story.Duration is { } took ? $" after {Durations.Short(took)}" : "")}{(story.Remark is { } remark ? $": {remark}" : "")}", Tone.Plain)),
        .. Section("fields", story.Deltas.Select(PlanPrinter.Print)),
        .. Section("effects", story.Effects.Select((effect, index) => $"{index + 1}. {effect.Summary}{Risk(effect.Risk)}")),
        StyledLine.Empty,
        .. Events(events),
    ];

    private static IEnumerable<StyledLine> Cause(CauseData cause)
    {
        if (cause.Kind == "drift")
            yield return Fact("cause", $"the cluster was changed by {EventText.Managers(cause.Managers)}; this is in force:");
        yield return Fact(cause.Kind == "drift" ? "" : "cause", $"commit {cause.Commit.Sha} on {cause.Commit.Branch} of {cause.Commit.Repository}");
        yield return Fact("", $"by {cause.Commit.Author} at {Durations.Time(cause.Commit.Time)}");
        foreach (var line in cause.Commit.Message.TrimEnd().Split('\n'))
            yield return Fact("", "  " + line.TrimEnd('\r'));
    }

    private static ImmutableArray<StyledLine> Section(string title, IEnumerable<string> lines) =>
        lines.Select(line => StyledLine.Plain("  " + line)).ToImmutableArray() is { Length: > 0 } shown ? shown.Insert(0, StyledLine.Of((title, Tone.Strong))) : [];

    private static IEnumerable<StyledLine> Events(IEnumerable<TrailEntry> events) =>
        new TextTable("Time", "Event", "Partition", "Offset", "Producer", "Chain", "What").Lines([.. events.Select(Row)]);

    private static ImmutableArray<StyledText> Row(TrailEntry entry) =>
    [
        Durations.Time(entry.Envelope.Time),
        new StyledText(EventText.ShortType(entry.Envelope.Data), EventText.ToneOf(entry.Envelope.Data)),
        entry.Record.Partition.ToString(),
        entry.Record.Offset.ToString(),
        $"{entry.Envelope.Producer} #{entry.Envelope.Sequence}",
        entry.Envelope.Chain[..12],
        EventText.Describe(entry.Envelope.Data),
    ];

    private static StyledLine Fact(string name, string value) => StyledLine.Of((name.PadRight(11), Tone.Strong), (value, Tone.Plain));

    private static string Risk(RiskClass risk) => risk switch
    {
        RiskClass.Restart => " (nodes restart)",
        RiskClass.DataLoss => " (data goes away)",
        _ => "",
    };
}
