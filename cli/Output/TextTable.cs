using System.Collections.Immutable;

namespace GitOpsKafka.Cli.Output;

/// <summary>Columns as kubectl prints them: capital headers, three spaces between, nothing after the last. Pure.</summary>
internal sealed class TextTable(params ReadOnlySpan<string> headers)
{
    private const string Gap = "   ";

    private readonly ImmutableArray<string> _headers = [.. headers];
    private int[]? _widths;

    /// <summary>The header and the rows. Later rows, given to <see cref="Row"/>, keep these widths.</summary>
    public IEnumerable<StyledLine> Lines(IReadOnlyList<ImmutableArray<StyledText>> rows)
    {
        _widths = [.. _headers.Select((header, column) => rows.Select(row => row[column].Text.Length).Prepend(header.Length).Max())];
        return rows.Select(Row).Prepend(Row([.. _headers.Select(header => new StyledText(header.ToUpperInvariant(), Tone.Strong))]));
    }

    public StyledLine Row(ImmutableArray<StyledText> cells) => new([.. cells.Select((cell, column) => column == cells.Length - 1 ? cell : cell with { Text = cell.Text.PadRight(_widths![column]) + Gap })]);
}
