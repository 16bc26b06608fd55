using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>
/// The product as its users install it: an image, an overlay over <c>manifests/install</c>, one <c>kubectl apply</c>. Taken away on dispose,
/// but for the CRDs.
/// </summary>
internal sealed class Installation(NodeCluster cluster, string repository, string repositoryAuthority, byte[] hookSecret, string bus) : IAsyncDisposable
{
    public const string Namespace = "gitopskafka";

    /// <summary>As <c>manifests/install/kustomization.yaml</c> has it.</summary>
    private const string Version = "0.1.0";

    private static readonly string[] Roles = ["gitopskafka-reconciler", "gitopskafka-worker", "gitopskafka-operator-certificates"];

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new("installation");
    private readonly CertificateAuthority _authority = new("gitopskafka webhook");

    /// <summary>What <c>kubectl apply</c> is given.</summary>
    public string Overlay => _folder.File("overlay");

    /// <summary>Makes the image, installs, and waits until all three are available.</summary>
    public async Task StartAsync()
    {
        await MakeImageAsync();
        await WriteOverlayAsync();
        (await cluster.Kubectl.RunAsync(None, "apply", "--server-side", "-k", Overlay)).MustSucceed();
        foreach (var workload in new[] { "deployment/gitopskafka-webhook", "statefulset/gitopskafka-worker", "statefulset/gitopskafka-reconciler" })
            await UntilAvailableAsync(workload);
    }

    /// <summary>Waits until all pods of a Deployment or StatefulSet are ready.</summary>
    public async Task UntilAvailableAsync(string workload)
    {
        var run = await cluster.Kubectl.RunAsync(None, "rollout", "status", workload, "--namespace", Namespace, "--timeout=120s");
        Assert.True(run.ExitCode == 0, $"{run.Output}{run.Error}{await DescribeAsync()}");
    }

    /// <summary>Where the reconciler is told of pushes, as this machine reaches it.</summary>
    public async Task<Uri> HookUrlAsync() =>
        new($"http://{await cluster.Kubectl.GetAsync(None, "get", "service", "gitopskafka-reconciler", "--namespace", Namespace, "--output", "jsonpath={.spec.clusterIP}")}");

    /// <summary>What all containers wrote, those that were killed as well.</summary>
    public async Task<string> LogsAsync()
    {
        var pods = (await cluster.Kubectl.GetAsync(None, "get", "pods", "--namespace", Namespace, "--output", "name")).Split('\n');
        var logs = from pod in pods from previous in new[] { "true", "false" } select cluster.Kubectl.RunAsync(None, "logs", pod, "--namespace", Namespace, $"--previous={previous}");
        return string.Concat((await Task.WhenAll(logs)).Select(run => run.Output));
    }

    public async ValueTask DisposeAsync()
    {
        // Not "delete -k": that takes the CRDs along, and with them every cluster of the other tests.
        await cluster.Kubectl.RunAsync(None, ["delete", "validatingwebhookconfiguration/gitopskafka", $"namespace/{Namespace}",
            .. Roles.SelectMany(role => new[] { $"clusterrole/{role}", $"clusterrolebinding/{role}" }), "--ignore-not-found", "--wait=true", "--timeout=60s"]);
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task MakeImageAsync()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        (await ToolRun.StartAsync("dotnet", ["publish", "cli", "--configuration", build.Parent!.Name, "--no-build", "--output", _folder.File("published"), "-nodeReuse:false"], None, folder: Checkout.Root)).MustSucceed();
        await cluster.AddProductAsync(Version, _folder.File("published"), None);
    }

    private async Task WriteOverlayAsync()
    {
        _folder.Folder("overlay");
        await WriteAsync("kustomization.yaml", Kustomization());
        await WriteAsync("username", GitServer.UserName);
        await WriteAsync("password", GitServer.Password);
        await WriteAsync("Bus__Kafka__client.id", "installed");
        await File.WriteAllBytesAsync(Path.Combine(Overlay, "secret"), hookSecret);
        File.Copy(repositoryAuthority, Path.Combine(Overlay, "ca.crt"));
        _authority.WriteServerCertificate(Path.Combine(Overlay, "tls.crt"), Path.Combine(Overlay, "tls.key"), $"gitopskafka-webhook.{Namespace}.svc");
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(Overlay, file), text);

    /// <summary>As docs/install.md has it; Secrets are generated with the rest.</summary>
    private string Kustomization() => $$"""
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: {{Namespace}}
        resources: [{{Path.GetRelativePath(Overlay, Path.Combine(Checkout.Root, "manifests", "install"))}}]
        configMapGenerator:
          - name: gitopskafka
            behavior: merge
            literals:
              - Git__Url={{repository}}
              - Git__UsernameFile=/etc/gitopskafka/git/username
              - Git__PasswordFile=/etc/gitopskafka/git/password
              - Git__CaFile=/etc/gitopskafka/git/ca.crt
              - Bus__BootstrapServers={{bus}}
              - Webhook__GracePeriod=00:00:01
              - Reconciler__Tick=00:00:03
              - Certificates__PendingInterval=00:00:05
        secretGenerator:
          - {name: gitopskafka-git, files: [username, password, ca.crt], options: {disableNameSuffixHash: true} }
          - {name: gitopskafka-hooks, files: [secret], options: {disableNameSuffixHash: true} }
          - {name: gitopskafka-bus, files: [Bus__Kafka__client.id], options: {disableNameSuffixHash: true} }
          - {name: gitopskafka-webhook, type: kubernetes.io/tls, files: [tls.crt, tls.key], options: {disableNameSuffixHash: true} }
        patches:
          - target: {kind: ValidatingWebhookConfiguration, name: gitopskafka}
            patch: |
              - {op: add, path: /webhooks/0/clientConfig/caBundle, value: "{{_authority.CaBundle}}" }

        """;

    /// <summary>What a person would look at first when pods do not become ready.</summary>
    private async Task<string> DescribeAsync() =>
        (await cluster.Kubectl.RunAsync(None, "describe", "pods", "--namespace", Namespace)).Output + await LogsAsync();
}
