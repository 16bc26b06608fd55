using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Output;

/// <summary>One event as one line. Pure.</summary>
internal static class EventLine
{
    // The longest name of a type, so that the columns stay in place while lines come one by one.
    private const int TypeWidth = 18;

    private const int IdWidth = 8;

    /// <summary><c>2026-03-01 12:00:05Z  change.applied      4f2a91c0  KafkaTopic/streaming/orders.v1  set retention.ms in 1.2s</c>.</summary>
    public static StyledLine Of(EventEnvelope envelope) => StyledLine.Of(
        (Durations.Time(envelope.Time) + "  ", Tone.Faint),
        (EventText.ShortType(envelope.Data).PadRight(TypeWidth) + "  ", EventText.ToneOf(envelope.Data)),
        (EventText.ShortId(ChangeHistory.IdOf(envelope.Data) ?? "").PadRight(IdWidth) + "  ", Tone.Plain),
        (envelope.Subject + "  ", Tone.Strong),
        (EventText.Describe(envelope.Data), Tone.Plain));
}
