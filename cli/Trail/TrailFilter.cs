using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Trail;

/// <summary>What part of the trail is meant. Immutable.</summary>
/// <param name="Commit">Beginning of a commit's sha.</param>
internal sealed record TrailFilter(DateTimeOffset? Since, ResourceKey? Resource, string? Commit)
{
    public bool Holds(ChangeStory story) =>
        (Resource is null || Resource == story.History.Resource) && (Commit is null || story.Cause?.Commit.Sha.StartsWith(Commit, StringComparison.OrdinalIgnoreCase) == true);

    public bool Holds(TrailEntry entry) =>
        (Resource is null || Resource == entry.Envelope.Subject) && (Commit is null || EventText.CommitOf(entry.Envelope.Data)?.Sha.StartsWith(Commit, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The options of it.</summary>
    internal sealed class Options
    {
        private readonly Option<string?> _since = CommonOptions.Text("--since", "Only since then: 90s, 15m, 36h, 7d, or a time such as 2026-03-01T12:00:00Z.", "WHEN");
        private readonly Option<string?> _resource = CommonOptions.Text("--resource", "Only this resource.", "KIND/NAMESPACE/NAME");
        private readonly Option<string?> _commit = CommonOptions.Text("--commit", "Only what this commit asked for; the beginning of the sha is enough.", "SHA");

        public void AddTo(Command command)
        {
            command.Add(_since);
            command.Add(_resource);
            command.Add(_commit);
        }

        /// <exception cref="CliException">A value cannot be read.</exception>
        public TrailFilter Read(ParseResult parsed, TimeProvider time) => new(Since(parsed.GetValue(_since), time.GetUtcNow()), Key(parsed.GetValue(_resource)), parsed.GetValue(_commit));

        private static DateTimeOffset? Since(string? text, DateTimeOffset now) =>
            text is null ? null : Durations.TryParse(text, now) ?? throw new CliException($"--since {text}: expected a span such as 15m or 7d, or a time such as 2026-03-01T12:00:00Z");

        private static ResourceKey? Key(string? text) =>
            text is null ? null : ResourceKey.TryParse(text, out var key) ? key : throw new CliException($"--resource {text}: expected KIND/NAMESPACE/NAME, such as KafkaTopic/streaming/orders.v1");
    }
}
