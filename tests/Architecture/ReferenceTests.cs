using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace GitOpsKafka.Tests.Architecture;

/// <summary>Holds the rule: platform ← cluster ← {reconciler, worker}; platform ← webhook; platform ← simulation; cli may use all.</summary>
public sealed class ReferenceTests
{
    private static readonly Assembly Platform = Assembly.Load("GitOpsKafka.Platform");
    private static readonly Assembly Cluster = Assembly.Load("GitOpsKafka.Cluster");
    private static readonly Assembly Reconciler = Assembly.Load("GitOpsKafka.Reconciler");
    private static readonly Assembly Worker = Assembly.Load("GitOpsKafka.Worker");
    private static readonly Assembly Webhook = Assembly.Load("GitOpsKafka.Webhook");
    private static readonly Assembly Simulation = Assembly.Load("GitOpsKafka.Simulation");

    private static readonly ArchUnitNET.Domain.Architecture Loaded =
        new ArchLoader().LoadAssemblies(Platform, Cluster, Reconciler, Worker, Webhook, Simulation).Build();

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "GitOpsKafka.Platform", [] },
        { "GitOpsKafka.Cluster", ["GitOpsKafka.Platform"] },
        { "GitOpsKafka.Reconciler", ["GitOpsKafka.Platform", "GitOpsKafka.Cluster"] },
        { "GitOpsKafka.Worker", ["GitOpsKafka.Platform", "GitOpsKafka.Cluster"] },
        { "GitOpsKafka.Webhook", ["GitOpsKafka.Platform"] },
        { "GitOpsKafka.Simulation", ["GitOpsKafka.Platform"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Projects_refer_only_to_what_lies_below_them(string project, string[] allowed)
    {
        var references = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("GitOpsKafka.", StringComparison.Ordinal));

        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [InlineData("Confluent.Kafka")]
    [InlineData("LibGit2Sharp")]
    [InlineData("MassTransit")]
    [InlineData("Microsoft.AspNetCore")]
    public void Platform_uses_nothing_that_opens_a_socket(string library) =>
        Assert.DoesNotContain(Platform.GetReferencedAssemblies(), name => name.Name!.StartsWith(library, StringComparison.Ordinal));

    [Fact]
    public void Platform_neither_reads_files_nor_the_clock()
    {
        string[] effects = ["System.IO.File", "System.IO.FileStream", "System.IO.Directory", "System.Net.Http.HttpClient", "System.Net.Sockets.Socket", "System.Threading.Timer", "System.Diagnostics.Process"];

        var used = Loaded.Types.Where(type => type.Assembly.Name.StartsWith("GitOpsKafka.Platform", StringComparison.Ordinal))
            .SelectMany(type => type.Dependencies.Select(dependency => $"{type.FullName} uses {dependency.Target.FullName}"))
            .Where(text => effects.Any(effect => text.EndsWith(" uses " + effect, StringComparison.Ordinal)));

        Assert.Empty(used);
    }

    [Fact]
    public void Webhook_has_no_Kafka_client_on_the_admission_path() =>
        Assert.DoesNotContain(Webhook.GetReferencedAssemblies(), name => name.Name!.StartsWith("Confluent", StringComparison.Ordinal));

    [Fact]
    public void Pure_deciders_do_not_depend_on_ports()
    {
        string[] pure = ["Certificates", "Planning", "Rendering", "Rolling", "Rules", "Manifests", "Events", "Status"];

        var rule = Types().That().ResideInNamespaceMatching($@"^GitOpsKafka\.Platform\.({string.Join('|', pure)})").Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^GitOpsKafka\.Platform\.Ports"));

        rule.Check(Loaded);
    }
}
