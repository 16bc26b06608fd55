namespace GitOpsKafka.TestCluster;

/// <summary>All samples of one metric, with what is said of it. Not thread-safe.</summary>
public sealed class PrometheusFamily(string name)
{
    private static readonly string[] Suffixes = ["_bucket", "_sum", "_count"];

    /// <summary>Its name, which those of its samples begin with.</summary>
    public string Name => name;

    /// <summary>counter, gauge, histogram, summary or untyped.</summary>
    public string Type { get; internal set; } = "untyped";

    /// <summary>What it is; null when nothing says so.</summary>
    public string? Help { get; internal set; }

    /// <summary>In the order of the text.</summary>
    public List<PrometheusSample> Samples { get; } = [];

    internal bool HasType { get; set; }

    /// <summary>Whether a sample of that name is one of this family.</summary>
    internal bool Owns(string sample) => sample == name || (Type switch { "histogram" => Suffixes, "summary" => Suffixes[1..], _ => [] }).Any(suffix => sample == name + suffix);

    /// <exception cref="FormatException">Its samples do not fit its type, or each other.</exception>
    internal void Check()
    {
        if (Type == "counter" && Samples.Find(sample => !(sample.Value >= 0)) is { } below)
            throw new FormatException($"counter {below.Series} is {below.Value}");
        if (Type == "summary" && Samples.Find(sample => sample.Name == name && !sample.Labels.ContainsKey("quantile")) is { } plain)
            throw new FormatException($"summary {plain.Series} has no quantile");
        if (Type == "histogram")
            CheckHistogram();
    }

    private void CheckHistogram()
    {
        if (Samples.Find(sample => sample.Name == name) is { } plain)
            throw new FormatException($"histogram has a plain sample {plain.Series}");
        if (Samples.Find(sample => sample.Name == name + "_bucket" && !sample.Labels.ContainsKey("le")) is { } unbound)
            throw new FormatException($"bucket {unbound.Series} has no bound");
        foreach (var series in Samples.GroupBy(sample => sample.Without("le"), StringComparer.Ordinal))
            CheckSeries(series.Key, [.. series]);
    }

    private void CheckSeries(string labels, List<PrometheusSample> samples)
    {
        var buckets = samples.Where(sample => sample.Name == name + "_bucket").Select(sample => (Bound: PrometheusText.Number(sample.Labels["le"]), sample.Value)).ToList();
        if (samples.Count(sample => sample.Name == name + "_sum") != 1 || samples.Find(sample => sample.Name == name + "_count") is not { } count)
            throw new FormatException($"histogram {name}{{{labels}}} has no sum or count");
        if (buckets.Count == 0 || !double.IsPositiveInfinity(buckets[^1].Bound))
            throw new FormatException($"the last bucket of histogram {name}{{{labels}}} is not +Inf");
        if (buckets.Zip(buckets.Skip(1)).Any(pair => !(pair.First.Bound < pair.Second.Bound) || !(pair.First.Value <= pair.Second.Value)))
            throw new FormatException($"buckets of histogram {name}{{{labels}}} are not cumulative");
        if (!buckets[^1].Value.Equals(count.Value))
            throw new FormatException($"histogram {name}{{{labels}}} counts {count.Value}, its last bucket {buckets[^1].Value}");
    }
}
