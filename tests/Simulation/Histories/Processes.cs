using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Reconciler.Git;
using GitOpsKafka.Reconciler.Loop;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Worker;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.HealthChecks;
using GitOpsKafka.Worker.Status;
using GitOpsKafka.Worker.Teardowns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Puts the real parts of a process together over the simulated platform, for one life of it.</summary>
internal sealed class Processes(Surroundings around, Random random, Sabotage sabotage)
{
    /// <summary>Wakes the reconciler's loop as a hook does; null while it is not running.</summary>
    public WakeUp? Hook { get; private set; }

    public async Task WorkAsync(Incarnation life, CancellationToken stop)
    {
        var (services, caches) = Common(life, "worker");
        await using var parts = services
            .AddSingleton(new WorkerName("worker-0"))
            .AddApplying()
            .AddSingleton(new Patience(around.Clock, caches, Surroundings.Branch(random)))
            .AddSingleton<ClusterIds>()
            .AddSingleton<ClusterStatusLoop>()
            .AddSingleton<TeardownReporter>()
            .AddSingleton<TeardownLoop>()
            .AddMetrics()
            .AddHealthChecking(new ConfigurationBuilder().Build().GetSection(HealthOptions.Section))
            .BuildServiceProvider();
        var courier = new Courier(around.Log, around.Clock, around.Trace, sabotage != Sabotage.NoSequenceCheck, parts.GetRequiredService<ChangeHandler>().HandleAsync);
        around.Witness.Courier = courier;
        await TogetherAsync(stop, caches.RunAsync, parts.GetRequiredService<ClusterStatusLoop>().RunAsync, parts.GetRequiredService<TeardownLoop>().RunAsync, parts.GetRequiredService<HealthLoop>().RunAsync, courier.RunAsync);
    }

    public async Task ReconcileAsync(Incarnation life, CancellationToken stop)
    {
        var (services, caches) = Common(life, "reconciler");
        var sequence = new RevisionSequence();
        await using var parts = services
            .AddSingleton(PlanPolicy.Default)
            .AddSingleton(LoopTimes.Default)
            .AddSingleton(sequence)
            .AddSingleton<IDesiredSource>(new RepositorySource(around.Repository, sequence))
            .AddSingleton(Hook = new WakeUp(around.Clock))
            .AddSingleton(new RequestLog(around.Clock, TimeSpan.FromMinutes(5)))
            .AddSingleton<RevisionFollower>()
            .AddSingleton<KafkaViews>()
            .AddSingleton<GitOpsKafka.Reconciler.Loop.Reconciler>()
            .AddSingleton<ReconcileLoop>()
            .BuildServiceProvider();
        await TogetherAsync(stop, caches.RunAsync, parts.GetRequiredService<ReconcileLoop>().RunAsync);
    }

    /// <summary>The container compiles what is asked of it twice, on the thread pool: so everything is asked once.</summary>
    private (IServiceCollection Services, WatchCaches Caches) Common(Incarnation life, string process)
    {
        var logs = new TraceLogs(around.Trace, process);
        var kubernetes = Sabotaged(new FaultyKubernetes(new WitnessedKubernetes(around.Kubernetes, around.Witness, process), around.KubernetesFaults, life));
        var caches = new WatchCaches(kubernetes, null, around.Clock, Surroundings.Branch(random), logs);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(around.Clock)
            .AddSingleton<ILoggerFactory>(logs)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(kubernetes)
            .AddSingleton<IKafkaAdmins>(new FaultyKafka(new WitnessedKafka(around.Kafka, around.Witness, process), around.KafkaFaults, life))
            .AddSingleton(Sabotaged(new FaultyPublisher(around.Bus.For(process), around.BusFaults, life)))
            .AddSingleton(caches);
        return (services, caches);
    }

    private IKubernetesApi Sabotaged(IKubernetesApi api) => sabotage == Sabotage.NoSequenceCheck ? new ForgetfulKubernetes(api) : api;

    private IEventPublisher Sabotaged(IEventPublisher publisher) => sabotage == Sabotage.LostOutcome ? new LossyPublisher(publisher) : publisher;

    /// <summary>The host stops when one of its parts ends.</summary>
    private static async Task TogetherAsync(CancellationToken stop, params Func<CancellationToken, Task>[] parts)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAll(parts.Select(async part =>
        {
            try
            {
                await part(end.Token);
            }
            finally
            {
                end.Cancel();
            }
        }));
    }
}
