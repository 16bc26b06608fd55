using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Benchmarks;

/// <summary>Topics made in Kafka alone, 16 callers at once as in a worker: by the admin of the product, and with a request for each topic.</summary>
internal static class KafkaCreates
{
    private const int Topics = 240;
    private const int Callers = 16;

    public static async Task MeasureAsync(Report report, string bootstrapServers, CancellationToken cancellationToken)
    {
        using var plain = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).Build();
        using var admin = new KafkaAdmin(bootstrapServers, TimeSpan.FromSeconds(60), NullLogger<KafkaAdmin>.Instance);
        await admin.CreateTopicAsync("begin", 1, 1, new Dictionary<string, string>(), cancellationToken);
        var each = report.Add("Kafka alone, a request for each topic", await RateAsync(name => plain.CreateTopicsAsync([new TopicSpecification { Name = $"each-{name}", NumPartitions = 3, ReplicationFactor = 1 }]), cancellationToken), "topics/s", $"{Topics} topics, {Callers} callers");
        var ours = report.Add("Kafka alone, through our admin", await RateAsync(name => admin.CreateTopicAsync($"ours-{name}", 3, 1, new Dictionary<string, string>(), cancellationToken), cancellationToken), "topics/s", $"{Topics} topics, {Callers} callers");
        report.AddRatio("our admin to a request for each", ours, each);
        report.Add("Kafka alone, describes through our admin", await RateAsync(name => admin.DescribeTopicsAsync([$"ours-{name}"], cancellationToken), cancellationToken), "topics/s", $"{Topics} topics, {Callers} callers");
    }

    private static async Task<double> RateAsync(Func<string, Task> create, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, Topics), parallel, async (number, _) => await create($"{number:0000}"));
        return Topics / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
