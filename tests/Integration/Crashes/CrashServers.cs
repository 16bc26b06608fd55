using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>The servers that the campaigns share. Each campaign brings its own product: see <see cref="CrashSite"/>.</summary>
public sealed class CrashServers : IAsyncLifetime
{
    /// <summary>So that the group soon notices a killed member; Kafka's own least value would be 6 s.</summary>
    private static readonly Dictionary<string, string> KafkaSettings = new() { ["group.min.session.timeout.ms"] = "1000" };

    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public string? WhySkipped { get; } = Parts.Current is var parts ? parts.WhyNoControllers ?? parts.WhyNoKafka ?? parts.WhyNoGitHttps : null;

    public ControlPlane Plane { get; private set; } = null!;

    public PodKeeper Pods { get; private set; } = null!;

    public KafkaBroker Kafka { get; private set; } = null!;

    public GitServer Git { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (WhySkipped is not null)
            return;
        Plane = await ControlPlane.StartAsync(CancellationToken.None);
        Pods = PodKeeper.Start(Plane.KubeconfigPath);
        Kafka = await KafkaBroker.StartNewAsync(CancellationToken.None, settings: KafkaSettings);
        Git = await GitServer.StartAsync(CancellationToken.None);
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "manifests", "crds"), "*.yaml"))
            (await Plane.Kubectl.RunAsync(CancellationToken.None, "apply", "--server-side", "-f", file)).MustSucceed();
        await Plane.Kubectl.UntilEstablishedAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { Pods, Kafka, Git, Plane })
        {
            if (part is not null)
                await part.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class CrashCollection : ICollectionFixture<CrashServers>
{
    public const string Name = "Crashes";
}
