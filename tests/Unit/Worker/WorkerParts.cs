using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Worker;
using GitOpsKafka.Worker.Applying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Worker;

/// <summary>What carries out changes in a worker, without what brings them; nobody reads its events.</summary>
internal static class WorkerParts
{
    public static IServiceCollection On(IKubernetesApi api, IKafkaAdmins kafka, TimeProvider clock) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(clock)
        .AddSingleton(api)
        .AddSingleton(kafka)
        .AddSingleton<IEventPublisher>(new NoTrail())
        .AddSingleton(new WorkerName("worker-0"))
        .AddSingleton(new WatchCaches(api, null, clock, new Random(1), NullLoggerFactory.Instance))
        .AddApplying();
}
