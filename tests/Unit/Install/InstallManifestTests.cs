using System.Text.RegularExpressions;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Reconciler.Git;
using GitOpsKafka.Reconciler.Hooks;
using GitOpsKafka.Webhook;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.Unit.Install;

public sealed partial class InstallManifestTests
{
    private static readonly string Folder = FindFolder(new DirectoryInfo(AppContext.BaseDirectory));

    private static readonly Dictionary<string, Type> Sections = new(StringComparer.Ordinal)
    {
        ["Git"] = typeof(GitSourceOptions),
        ["Bus"] = typeof(BusOptions),
        ["Hooks"] = typeof(HookOptions),
        ["Webhook"] = typeof(WebhookOptions),
    };

    public static TheoryData<string> Workloads => [.. Templates().Select(template => template.Name)];

    /// <summary>The namespace enforces it from Kubernetes 1.25 on. Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted.</summary>
    [Theory]
    [MemberData(nameof(Workloads))]
    public void Pods_keep_to_the_restricted_standard(string name)
    {
        var pod = Templates().Single(template => template.Name == name).Pod;
        var container = Assert.Single(pod.Containers);

        Assert.True(pod.SecurityContext is { RunAsNonRoot: true, RunAsUser: > 0, SeccompProfile.Type: "RuntimeDefault" });
        Assert.True(container.SecurityContext is { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true, Capabilities.Drop: ["ALL"], Capabilities.Add: null });
        Assert.All(pod.Volumes, volume => Assert.True(volume.EmptyDir is not null || volume.Secret is not null, volume.Name));
        Assert.True(container is { LivenessProbe: not null, ReadinessProbe: not null, StartupProbe: not null });
        Assert.True(container.Resources.Limits.ContainsKey("memory") && container.Resources.Requests.ContainsKey("cpu"));
    }

    [Fact]
    public void Settings_that_are_named_are_options()
    {
        var named = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).SelectMany(file => Settings().Matches(File.ReadAllText(file)).Select(match => (Section: match.Groups["section"].Value, Name: match.Groups["name"].Value))).Distinct().ToList();

        Assert.InRange(named.Count, 10, 100);
        Assert.All(named, setting => Assert.NotNull(Sections[setting.Section].GetProperty(setting.Name)));
    }

    private static IEnumerable<(string Name, V1PodSpec Pod)> Templates() =>
        from file in Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories)
        where Path.GetFileName(file) != "kustomization.yaml"
        from found in KubernetesYaml.LoadAllFromString(File.ReadAllText(file))
        let template = found switch
        {
            V1StatefulSet set => (set.Metadata.Name, set.Spec.Template.Spec),
            V1Deployment deployment => (deployment.Metadata.Name, deployment.Spec.Template.Spec),
            _ => default,
        }
        where template.Name is not null
        select template;

    [GeneratedRegex(@"\b(?<section>[A-Z][a-z]+)__(?<name>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Settings();

    private static string FindFolder(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "GitOpsKafka.sln")) ? Path.Combine(folder.FullName, "manifests", "install") : FindFolder(folder.Parent!);
}
