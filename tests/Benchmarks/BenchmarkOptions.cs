namespace GitOpsKafka.Benchmarks;

/// <summary>How large and how often. Immutable.</summary>
/// <param name="Count">KafkaTopics, 1 or more. Default 1,000.</param>
/// <param name="Runs">Repetitions of what takes seconds, 1 or more; the median counts. Default 3.</param>
/// <param name="IsModern">Custom resources on the modern server instead of the old one.</param>
internal sealed record BenchmarkOptions(int Count, int Runs, bool IsModern)
{
    public const string Usage = "--count N, --runs N, --modern";

    /// <returns>Null when an argument is not known.</returns>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new BenchmarkOptions(1_000, 3, IsModern: false);
        for (var i = 0; i < args.Count; i++)
        {
            BenchmarkOptions? next = args[i] switch
            {
                "--modern" => options with { IsModern = true },
                "--count" => Number(args, ++i) is { } count ? options with { Count = count } : null,
                "--runs" => Number(args, ++i) is { } runs ? options with { Runs = runs } : null,
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return options;
    }

    private static int? Number(IReadOnlyList<string> args, int index) =>
        index < args.Count && int.TryParse(args[index], out var number) && number > 0 ? number : null;
}
