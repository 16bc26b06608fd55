using System.Globalization;
using System.Text;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>One run of a campaign: how long, by which seed, and the table of what happened. Not thread-safe where rows are added.</summary>
internal sealed class Campaign
{
    private readonly List<string[]> _rows = [];

    public Campaign(string name)
    {
        Name = name;
        Seed = int.TryParse(Environment.GetEnvironmentVariable("GITOPSKAFKA_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;
        Random = new Random(Seed);
    }

    /// <summary>Long variants are asked for.</summary>
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("GITOPSKAFKA_SOAK") == "1";

    public string Name { get; }

    /// <summary>Give it as GITOPSKAFKA_SEED to have the same choices again.</summary>
    public int Seed { get; }

    public Random Random { get; }

    public void Row(params object[] cells) => _rows.Add([.. cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")]);

    public override string ToString()
    {
        var text = new StringBuilder($"{Name}, seed {Seed}{(IsSoak ? ", soak" : "")}\n");
        var widths = Enumerable.Range(0, _rows.Count == 0 ? 0 : _rows.Max(row => row.Length)).Select(at => _rows.Max(row => row.Length > at ? row[at].Length : 0)).ToList();
        foreach (var row in _rows)
            text.AppendLine("  " + string.Join("  ", row.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd());
        return text.ToString();
    }
}
