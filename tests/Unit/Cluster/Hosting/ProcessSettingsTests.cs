using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Hosting;
using GitOpsKafka.Tests.Unit.Cluster.Bus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Cluster.Hosting;

public sealed class ProcessSettingsTests
{
    private static readonly SwitchTable Switches = new("gitopskafka-test", "tests", [new Switch("--settings-directory", ProcessSettings.Folder, ""), new Switch("--bootstrap-servers", "Bus:BootstrapServers", "")]);

    /// <summary>Laid out as the kubelet mounts a Secret: links to files behind a link to a folder.</summary>
    [Fact]
    public void Files_of_a_mounted_secret_are_settings()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "..2026_01_01"));
        File.WriteAllText(Path.Combine(folder.Path, "..2026_01_01", "Bus__Kafka__sasl.password"), "hunter2\n");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "..data"), "..2026_01_01");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "Bus__Kafka__sasl.password"), Path.Combine("..data", "Bus__Kafka__sasl.password"));

        var bus = Read("--bootstrap-servers", "kafka:9092", "--settings-directory", folder.Path).GetSection("Bus").Get<BusOptions>()!;

        Assert.Equal("kafka:9092", bus.BootstrapServers);
        Assert.Equal("hunter2", Assert.Single(bus.Kafka, setting => setting.Key == "sasl.password").Value);
    }

    [Fact]
    public void Folder_that_is_not_there_is_told()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read("--settings-directory", "/nowhere/at/all"));

        Assert.Contains("/nowhere/at/all", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    private static ConfigurationManager Read(params string[] args)
    {
        var settings = new ConfigurationManager();
        settings.AddProcessSettings(args, Switches);
        return settings;
    }
}
