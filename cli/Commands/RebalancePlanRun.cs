using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Balancing;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Commands;

/// <summary>One run of <c>rebalance plan</c>: ask the brokers, plan, print.</summary>
internal sealed class RebalancePlanRun(CliServices services, IKubernetesApi kubernetes)
{
    /// <param name="bootstrap">Null to go by the cluster's Service.</param>
    public async Task<int> RunAsync(string @namespace, string name, string? bootstrap, BalanceRequest request, string format, CancellationToken cancellationToken)
    {
        var cluster = ResourceKey.TryParse($"{KafkaCluster.KindName}/{@namespace}/{name}", out var key) ? key : throw new CliException($"\"{name}\" is not the name of a KafkaCluster");
        var view = await AskAsync(cluster, bootstrap, cancellationToken);
        foreach (var (broker, why) in PlacementReading.Untold(view))
            services.Console.Warn($"broker {broker} did not tell what is on its disks, which counts as nothing: {why}");
        var placement = PlacementReading.Of(view);
        Check(request, placement);
        var plan = Balancer.Plan(placement, request, BalanceTolerance.Default);
        if (format == "text")
            services.Console.Write(RebalanceLines.Of(placement, plan));
        else
            services.Console.WriteData(Documents.Write(format, RebalanceDocument.Of(cluster, placement, plan)));
        foreach (var topic in plan.Blocked)
            services.Console.Warn($"in the way is topic {topic}");
        services.Console.Note(RebalanceLines.Summary(plan));
        return !plan.IsEmpty ? ExitCode.Found : plan.Blocked.IsEmpty ? ExitCode.Fine : ExitCode.Error;
    }

    private async Task<KafkaPlacementView> AskAsync(ResourceKey cluster, string? bootstrap, CancellationToken cancellationToken)
    {
        if (await kubernetes.GetAsync(ResourceKinds.ObjectOf(cluster), cancellationToken) is null)
            throw new CliException($"{cluster} does not exist");
        var kafka = services.Kafka(kubernetes, bootstrap is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [cluster.ToString()] = bootstrap });
        using (kafka as IDisposable)
            return await kafka.For(cluster).DescribePlacementAsync(cancellationToken);
    }

    /// <exception cref="CliException">A broker is named that is not there, or for both.</exception>
    private static void Check(BalanceRequest request, Placement placement)
    {
        var known = placement.Brokers.Select(broker => broker.Id).ToHashSet();
        if (request.Drain.Union(request.Fill).Except(known) is { IsEmpty: false } unknown)
            throw new CliException($"there is no live broker {string.Join(", ", unknown)}; there are {string.Join(", ", known.Order())}");
        if (request.Drain.Intersect(request.Fill) is { IsEmpty: false } both)
            throw new CliException($"broker {string.Join(", ", both)} cannot be drained and filled at once");
    }
}
