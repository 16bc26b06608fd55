using System.Collections.Immutable;

namespace GitOpsKafka.Cli.Output;

/// <summary>One line of text with tones. Immutable.</summary>
internal sealed record StyledLine(ImmutableArray<StyledText> Parts)
{
    public static StyledLine Empty { get; } = new([]);

    public static StyledLine Plain(string text) => new([new StyledText(text, Tone.Plain)]);

    public static StyledLine Of(params ReadOnlySpan<(string Text, Tone Tone)> parts)
    {
        var texts = ImmutableArray.CreateBuilder<StyledText>(parts.Length);
        foreach (var (text, tone) in parts)
            texts.Add(new StyledText(text, tone));
        return new StyledLine(texts.DrainToImmutable());
    }

    public override string ToString() => string.Concat(Parts.Select(part => part.Text));
}

internal sealed record StyledText(string Text, Tone Tone)
{
    public static implicit operator StyledText(string text) => new(text, Tone.Plain);
}

/// <summary>What a text means; the console gives it a colour.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Doubtful,
    Bad,
}
