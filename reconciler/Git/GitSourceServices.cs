using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>Registers the Git source.</summary>
public static class GitSourceServices
{
    /// <summary>Makes <see cref="IDesiredSource"/> follow the repository that the options name.</summary>
    /// <param name="options">The section <see cref="GitSourceOptions.Section"/>.</param>
    public static IServiceCollection AddGitSource<TFile>(this IServiceCollection services, IConfiguration options, ManifestReading<TFile> reading)
    {
        services.AddOptionsWithValidateOnStart<GitSourceOptions, GitSourceOptionsValidator>().Bind(options);
        services.AddSingleton<IValidateOptions<GitSourceOptions>, GitSourceOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RevisionSequence>();
        services.AddSingleton(reading);
        services.AddSingleton<GitDesiredSource<TFile>>();
        services.AddSingleton<IDesiredSource>(provider => provider.GetRequiredService<GitDesiredSource<TFile>>());
        return services;
    }
}
