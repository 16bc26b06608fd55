using GitOpsKafka.Platform.Planning;
using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Benchmarks;

/// <summary>
/// From the requested change to the applied one, through the worker as its users run it, next to <c>kubectl apply --server-side</c> of the same
/// manifests. The worker does more: it also makes the topics in Kafka, writes statuses and events, and keeps the trail.
/// </summary>
internal sealed class ApplyBenchmark : Benchmark
{
    private const int WarmUp = 100;

    public override string Name => "apply";

    public override string Purpose => "topics from requested to applied through a worker, against kubectl apply";

    public override string? WhyNot(BenchmarkOptions options) => LiveApi.WhyNot(options) ?? Parts.Current.WhyNoKafka;

    public override async Task RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        await using var live = await LiveApi.StartAsync(options, cancellationToken, Workload.Namespace, "by-kubectl");
        await using var kafka = await KafkaBroker.StartNewAsync(cancellationToken);
        await KafkaCreates.MeasureAsync(report, kafka.BootstrapServers, cancellationToken);
        await using var worker = await WorkerProcess.StartAsync(live.Kubeconfig, kafka.BootstrapServers, cancellationToken);
        await using var bus = await ChangeBus.StartAsync(kafka.BootstrapServers, worker.Folder, cancellationToken);
        await bus.ApplyAsync(Changes("warm-up", WarmUp), cancellationToken);

        var ours = new List<double>();
        var theirs = new List<double>();
        var (used, requests) = (worker.ProcessorTime, await worker.RequestsAsync(cancellationToken));
        for (var run = 0; run < options.Runs; run++)
        {
            ours.Add(options.Count / (await bus.ApplyAsync(Changes($"orders-{run}", options.Count), cancellationToken)).TotalSeconds);
            Console.WriteLine($"  run {run + 1}: worker {ours[^1]:0.0} topics/s");
            theirs.Add(options.Count / (await KubectlAsync(live, $"orders-{run}", options.Count, cancellationToken)).TotalSeconds);
            Console.WriteLine($"  run {run + 1}: kubectl {theirs[^1]:0.0} topics/s");
        }

        var topics = options.Count * (double)options.Runs;
        report.Add("worker: processor", (worker.ProcessorTime - used).TotalMilliseconds / topics, "ms/topic", "what it takes however busy the machine is");
        report.Add("worker: requests to the API server", (await worker.RequestsAsync(cancellationToken) - requests) / topics, "per topic", "kubectl: a get and a patch");
        var worked = report.Add("worker: requested to applied", Median(ours), "topics/s", $"median of {options.Runs}; stored, made in Kafka, status, events, trail; 16 at once");
        var stored = report.Add("kubectl apply --server-side", Median(theirs), "topics/s", $"median of {options.Runs}; stored only");
        report.AddRatio("worker to kubectl", worked, stored);
    }

    private static List<Change> Changes(string prefix, int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => Workload.Desired($"{prefix}.yaml", Workload.Topic($"{prefix}-{number:0000}", 1)))
            .Select(desired => Planner.PlanOne(desired, Workload.Commit, ObservedStates.Empty)!),
    ];

    private static async Task<TimeSpan> KubectlAsync(LiveApi live, string prefix, int count, CancellationToken cancellationToken)
    {
        var manifests = string.Concat(Enumerable.Range(0, count).Select(number => "---\n" + Workload.Topic($"{prefix}-{number:0000}", 1, "by-kubectl")));
        return (await live.Kubectl.ApplyAsync(manifests, cancellationToken)).MustSucceed().Duration;
    }

    private static double Median(List<double> values) => values.Order().ElementAt((values.Count - 1) / 2);
}
