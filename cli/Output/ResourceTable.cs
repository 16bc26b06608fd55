using System.Collections.Immutable;
using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Output;

/// <summary>Stored resources of one kind as rows: the columns that kubectl shows, then the state in words. Pure.</summary>
internal sealed class ResourceTable
{
    private readonly ResourceKind _kind;
    private readonly bool _hasNamespace;
    private readonly bool _isWide;
    private readonly DateTimeOffset _now;
    private readonly TextTable _table;

    public ResourceTable(ResourceKind kind, bool hasNamespace, bool isWide, DateTimeOffset now)
    {
        (_kind, _hasNamespace, _isWide, _now) = (kind, hasNamespace, isWide, now);
        _table = new TextTable([.. hasNamespace ? ["Namespace"] : Array.Empty<string>(), "Name", .. kind.Columns.Select(column => column.Name), .. isWide ? ["Source", "Commit", "Change"] : Array.Empty<string>(), "State", "Message"]);
    }

    public IEnumerable<StyledLine> Lines(IEnumerable<KubeObject> objects) => _table.Lines([.. objects.Select(Cells)]);

    /// <summary>One more row in the widths of <see cref="Lines"/>.</summary>
    /// <param name="state">In place of what the object itself says.</param>
    public StyledLine Row(KubeObject live, StyledText? state = null)
    {
        var cells = Cells(live);
        return _table.Row(state is null ? cells : cells.SetItem(cells.Length - 2, state));
    }

    private ImmutableArray<StyledText> Cells(KubeObject live)
    {
        var state = ResourceState.Of(live);
        return
        [
            .. _hasNamespace ? [live.Key.Namespace] : Array.Empty<StyledText>(),
            live.Key.Name,
            .. _kind.Columns.Select(column => (StyledText)Column(live, column)),
            .. _isWide ? Origin(live) : [],
            new StyledText(state.Word, state.Tone),
            state.Message,
        ];
    }

    private string Column(KubeObject live, PrinterColumn column) => (column.Type, ColumnPath.Read(live.Json, column.JsonPath)) switch
    {
        (_, "") => "<none>",
        ("date", var text) => DateTimeOffset.TryParse(text, out var time) ? Durations.Short(_now - time) : text,
        (_, var text) => text,
    };

    private static StyledText[] Origin(KubeObject live) =>
        [live.Label(Marks.Source) ?? "<none>", Short(live.Annotation(Marks.Commit)), Short(live.Annotation(Marks.Change))];

    private static string Short(string? hash) => hash is null ? "<none>" : hash.Length > 8 ? hash[..8] : hash;
}
