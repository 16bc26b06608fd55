using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Hosting;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.Certificates;
using GitOpsKafka.Worker.Consuming;
using GitOpsKafka.Worker.HealthChecks;
using GitOpsKafka.Worker.Nodes;
using GitOpsKafka.Worker.Status;
using GitOpsKafka.Worker.Teardowns;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker;

/// <summary>The parts of the worker.</summary>
public static class WorkerServices
{
    /// <summary>Everything but the ways to Kubernetes, to Kafka and to the bus.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptionsWithValidateOnStart<WorkerOptions, WorkerOptionsValidator>().Bind(settings.GetSection(WorkerOptions.Section));
        services.AddSingleton(provider => new WorkerName(provider.GetRequiredService<IOptions<WorkerOptions>>().Value.Name));
        services.AddCertificates(settings.GetSection(CertificateOptions.Section));
        services.AddHealthChecking(settings.GetSection(HealthOptions.Section));
        services.AddApplying();
        services.AddMediator(mediator => mediator.AddConsumer<ChangeConsumer>());
        services.AddEventPump(settings.GetSection("Pump"), Deliver);
        services.AddSingleton<ClusterStatusLoop>();
        services.AddHostedService<LoopProcess<ClusterStatusLoop>>();
        services.AddSingleton<ClusterIds>();
        services.AddSingleton<ClusterIdLoop>();
        services.AddHostedService<LoopProcess<ClusterIdLoop>>();
        services.AddSingleton<TeardownReporter>();
        services.AddSingleton<TeardownLoop>();
        services.AddHostedService<LoopProcess<TeardownLoop>>();
        services.AddSingleton<NodeFactsWriter>();
        services.AddSingleton<NodeFactsLoop>();
        services.AddHostedService<LoopProcess<NodeFactsLoop>>();
        return services;
    }

    /// <summary>What carries out changes, without what brings them.</summary>
    internal static IServiceCollection AddApplying(this IServiceCollection services) => services
        .AddSingleton(provider => new Patience(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<WatchCaches>(), new Random()))
        .AddSingleton<WorkBoard>()
        .AddSingleton<KubernetesEvents>()
        .AddSingleton<OutcomeReporter>()
        .AddSingleton<FreshObserver>()
        .AddSingleton<ObjectWriter>()
        .AddSingleton<TopicWriter>()
        .AddSingleton<SettingWriter>()
        .AddSingleton<StatusWriter>()
        .AddSingleton<VolumeGrower>()
        .AddSingleton<NodeRoller>()
        .AddCertificateKeeper()
        .AddSingleton<IApplier, ClusterApplier>()
        .AddSingleton<IApplier, TopicApplier>()
        .AddSingleton<TeardownWatch>()
        .AddSingleton<Deleter>()
        .AddSingleton<ChangeHandler>();

    /// <summary>The process on its own: the parts above, and the ways out.</summary>
    internal static void AddWorkerProcess(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        builder.Services
            .AddWaysOut(settings, "worker")
            .AddWorker(settings)
            .AddSingleton(provider => new ReadinessCheck("cluster", () => provider.GetRequiredService<WatchCaches>().IsSynced ? null : "the cluster is not known yet"));
    }

    private static Func<ChangeDelivery, CancellationToken, Task> Deliver(IServiceProvider provider)
    {
        var mediator = provider.GetRequiredService<IMediator>();
        return (delivery, cancellationToken) => mediator.Send(new HandleChange(delivery), cancellationToken);
    }
}
