using GitOpsKafka.Cluster.Faults;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Cluster.Faults;

public sealed class FaultServicesTests
{
    [Fact]
    public void Nothing_is_added_unless_a_kill_is_asked_for() => Assert.Empty(new ServiceCollection().AddFaults(Settings(null)));

    [Theory]
    [InlineData("apply")]
    [InlineData("apply 0 after")]
    [InlineData("rename 1 after")]
    public void Kill_that_names_no_write_is_refused(string killAt)
    {
        var services = new ServiceCollection().AddPorts().AddFaults(Settings(killAt)).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<FaultOptions>>().Value);
    }

    private static IConfiguration Settings(string? killAt) => new ConfigurationBuilder().AddInMemoryCollection([new("KillAt", killAt)]).Build();
}

internal static class Ports
{
    /// <summary>Never asked for anything.</summary>
    public static IServiceCollection AddPorts(this IServiceCollection services) => services
        .AddSingleton<IKubernetesApi>(_ => throw new InvalidOperationException())
        .AddSingleton<IKafkaAdmins>(_ => throw new InvalidOperationException())
        .AddSingleton<IEventPublisher>(_ => throw new InvalidOperationException());
}
