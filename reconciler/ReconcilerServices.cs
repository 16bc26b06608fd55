using GitOpsKafka.Cluster.Hosting;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Reconciler.Git;
using GitOpsKafka.Reconciler.Hooks;
using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler;

/// <summary>The parts of the reconciler.</summary>
public static class ReconcilerServices
{
    /// <summary>Everything but the ways to Kubernetes, to Kafka and to the bus.</summary>
    public static IServiceCollection AddReconciler(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptionsWithValidateOnStart<ReconcilerOptions, ReconcilerOptionsValidator>().Bind(settings.GetSection(ReconcilerOptions.Section));
        services.AddGitSource(settings.GetSection(GitSourceOptions.Section), Reading());
        services.AddSingleton<WakeUp>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ReconcilerOptions>>().Value.Policy);
        services.AddSingleton(Times);
        services.AddSingleton(provider => new RequestLog(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<ReconcilerOptions>>().Value.RepeatAfter));
        services.AddSingleton<RevisionFollower>();
        services.AddSingleton<KafkaViews>();
        services.AddSingleton<Loop.Reconciler>();
        services.AddSingleton<ReconcileLoop>();
        services.AddHostedService<ReconcileProcess>();
        return services;
    }

    /// <summary>The process on its own: the parts above, and the ways out.</summary>
    internal static void AddReconcilerProcess(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        builder.Services
            .AddWaysOut(settings, "reconciler")
            .AddReconciler(settings)
            .AddSingleton(provider => new ReadinessCheck("reconciler", provider.GetRequiredService<ReconcileLoop>().WhyNotReady));
        if (settings.GetSection(HookOptions.Section).Exists())
            builder.Services.AddHooks(settings.GetSection(HookOptions.Section));
    }

    internal static void MapReconciler(this WebApplication application)
    {
        application.MapOperations();
        if (application.Configuration.GetSection(HookOptions.Section).Exists())
            application.MapHooks();
    }

    internal static ManifestReading<ManifestFile> Reading() => new(
        (file, content) => ManifestParser.Parse(file, content, ManifestLimits.Default),
        (commit, files) => RevisionReader.Read(commit, files, (resource, neighbours) => RuleSet.Judge(new RuleInput(null, resource.Value, neighbours))));

    private static LoopTimes Times(IServiceProvider provider) => LoopTimes.Default with
    {
        Poll = provider.GetRequiredService<IOptions<GitSourceOptions>>().Value.PollInterval,
        Tick = provider.GetRequiredService<IOptions<ReconcilerOptions>>().Value.Tick,
    };
}
