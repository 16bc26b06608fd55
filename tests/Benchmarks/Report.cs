using System.Text.Json;
using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Benchmarks;

/// <summary>What a benchmark found, with the load of the machine before and after: figures from a busy machine are no figures. Not thread-safe.</summary>
internal sealed class Report(string name, BenchmarkOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Row> _rows = [];
    private readonly string _loadBefore = Load();

    public Row Add(string what, double value, string unit, string note = "")
    {
        var row = new Row(what, value, unit, note);
        _rows.Add(row);
        Console.WriteLine(Line(row, what.Length));
        return row;
    }

    /// <summary>How many times as much the one is as the other; both in the same unit.</summary>
    public void AddRatio(string what, Row much, Row little) => Add(what, much.Value / little.Value, "times", $"{much.What} / {little.What}");

    public void Print()
    {
        var width = _rows.Max(row => row.What.Length);
        Console.WriteLine($"\n{name}: {options.Count} topics, {(options.IsModern ? "modern" : "old")} server for custom resources");
        foreach (var row in _rows)
            Console.WriteLine(Line(row, width));
        Console.WriteLine($"{Environment.ProcessorCount} processors, load average {_loadBefore} before, {Load()} after");
    }

    /// <returns>The file.</returns>
    public string Write()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "bench")).FullName;
        var file = Path.Combine(folder, $"{name}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(
            new
            {
                benchmark = name,
                at = TimeProvider.System.GetUtcNow(),
                options,
                processors = Environment.ProcessorCount,
                runtime = Environment.Version.ToString(),
                loadBefore = _loadBefore,
                loadAfter = Load(),
                rows = _rows,
            },
            Json) + "\n");
        return file;
    }

    private static string Line(Row row, int width) => $"  {row.What.PadRight(width)}  {Number(row.Value),12} {row.Unit,-10} {row.Note}".TrimEnd();

    private static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1 => value.ToString("0.0000"),
        < 100 => value.ToString("0.00"),
        _ => value.ToString("#,##0"),
    };

    /// <summary>Of the last 1, 5 and 15 minutes.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
}
