using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>Registers what the hooks need.</summary>
public static class HookServices
{
    /// <param name="options">The section <see cref="HookOptions.Section"/>.</param>
    public static IServiceCollection AddHooks(this IServiceCollection services, IConfiguration options)
    {
        services.AddOptionsWithValidateOnStart<HookOptions, HookOptionsValidator>().Bind(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WakeUp>();
        services.TryAddSingleton<HookReceiver>();
        return services;
    }
}
