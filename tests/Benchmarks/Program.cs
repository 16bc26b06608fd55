namespace GitOpsKafka.Benchmarks;

/// <summary>Runs one benchmark by its name.</summary>
internal static class Program
{
    private static readonly Benchmark[] All = [new NoOpBenchmark(), new PlanBenchmark(), new ApplyBenchmark(), new BalanceBenchmark()];

    internal static async Task<int> Main(string[] args)
    {
        if (args is ["--list"])
        {
            foreach (var known in All)
                Console.WriteLine($"  {known.Name,-8} {known.Purpose}");
            return 0;
        }

        if (All.FirstOrDefault(benchmark => benchmark.Name == args.FirstOrDefault()) is not { } benchmark || BenchmarkOptions.Parse(args[1..]) is not { } options)
        {
            Console.Error.WriteLine($"usage: bench.sh NAME [{BenchmarkOptions.Usage}]; names: {string.Join(", ", All.Select(known => known.Name))}");
            return 2;
        }

        return await RunAsync(benchmark, options);
    }

    private static async Task<int> RunAsync(Benchmark benchmark, BenchmarkOptions options)
    {
        if (benchmark.WhyNot(options) is { } lacking)
        {
            Console.Error.WriteLine($"{benchmark.Name} cannot run here: {lacking}");
            return 3;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var report = new Report(benchmark.Name, options);
        await benchmark.RunAsync(options, report, stop.Token);
        report.Print();
        Console.WriteLine($"\nwritten to {report.Write()}");
        return 0;
    }
}
