using System.Collections.Immutable;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Output;

/// <summary>Changes, one a line. Pure.</summary>
internal static class ChangeTable
{
    private const string Unknown = "?";

    public static IEnumerable<StyledLine> Lines(IEnumerable<ChangeStory> stories) =>
        new TextTable("Time", "Change", "Resource", "Operation", "Commit", "Author", "Outcome", "Took", "Remark").Lines([.. stories.Select(Row)]);

    private static ImmutableArray<StyledText> Row(ChangeStory story) =>
    [
        Durations.Time(story.Time),
        EventText.ShortId(story.History.ChangeId),
        story.History.Resource.ToString(),
        story.Operation is { } operation ? PlanPrinter.Word(operation) : Unknown,
        story.Cause?.Commit.ShortSha ?? Unknown,
        story.Cause is { } cause ? Who(cause) : Unknown,
        new StyledText(story.Outcome, story.Tone),
        story.Duration is { } duration ? Durations.Short(duration) : "-",
        story.Remark ?? "",
    ];

    /// <summary>For drift, who changed the cluster: the author of the commit did nothing.</summary>
    private static string Who(Platform.Events.CauseData cause) => cause.Kind == "drift" ? $"drift: {EventText.Managers(cause.Managers)}" : EventText.Author(cause.Commit);
}
