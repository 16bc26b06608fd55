using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What <c>kubectl apply -k manifests/install</c> sends, as real API servers take it.</summary>
public abstract class InstallTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "manifests", "install");

    /// <summary>Servers refuse to apply fields that they do not know, and items of lists without their keys; kubectl warns of deprecated ones.</summary>
    [SkippableFact]
    public Task Every_object_is_accepted_without_a_warning() => OnPlatformAsync(async () =>
    {
        var objects = (await Platform.Kubectl.GetAsync(default, "kustomize", Folder)).Split('\n').Where(line => line.StartsWith("kind: ", StringComparison.Ordinal)).ToList();
        Assert.Superset(
            new HashSet<string> { "CustomResourceDefinition", "Namespace", "ClusterRole", "StatefulSet", "Deployment", "Service", "ConfigMap", "ValidatingWebhookConfiguration" },
            objects.Select(line => line["kind: ".Length..]).ToHashSet());
        // What is in a namespace cannot be tried before that is there.
        (await Platform.Kubectl.RunAsync(default, "apply", "--server-side", "-f", Path.Combine(Folder, "namespace.yaml"))).MustSucceed();

        var run = await Platform.Kubectl.RunAsync(default, "apply", "--server-side", "--dry-run=server", "-k", Folder);

        Output.WriteLine(run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(objects.Count, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    });
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerInstallTests(OldServerPlatform platform, ITestOutputHelper output) : InstallTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerInstallTests(ModernServerPlatform platform, ITestOutputHelper output) : InstallTests(platform, output);
