using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.TestCluster;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Benchmarks;

/// <summary>A Kubernetes control plane of our own, with our kinds and namespaces in it.</summary>
internal sealed class LiveApi : IAsyncDisposable
{
    private readonly ControlPlane _plane;
    private readonly ModernApiServer? _modern;
    private readonly PodKeeper _pods;

    private LiveApi(ControlPlane plane, ModernApiServer? modern)
    {
        (_plane, _modern) = (plane, modern);
        _pods = PodKeeper.Start(plane.KubeconfigPath);
        Api = new KubernetesHttpApi(Options.Create(new KubernetesApiOptions { Kubeconfig = Kubeconfig }), TimeProvider.System, new Random());
    }

    public string Kubeconfig => _modern?.KubeconfigPath ?? _plane.KubeconfigPath;

    public Kubectl Kubectl => _modern?.Kubectl ?? _plane.Kubectl;

    public KubernetesHttpApi Api { get; }

    public static string? WhyNot(BenchmarkOptions options) =>
        Parts.Current.WhyNoControllers ?? (options.IsModern ? Parts.Current.WhyNoModernApiServer : null);

    public static async Task<LiveApi> StartAsync(BenchmarkOptions options, CancellationToken cancellationToken, params string[] namespaces)
    {
        var plane = await ControlPlane.StartAsync(cancellationToken);
        var live = new LiveApi(plane, options.IsModern ? await ModernApiServer.StartBehindAsync(plane, cancellationToken) : null);
        (await live.Kubectl.RunAsync(cancellationToken, "apply", "--server-side", "-f", Path.Combine(Checkout.Root, "manifests", "crds"))).MustSucceed();
        await live.Kubectl.UntilEstablishedAsync(cancellationToken);
        foreach (var name in namespaces)
            (await plane.Kubectl.ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}}}\n", cancellationToken)).MustSucceed();
        return live;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _pods.DisposeAsync();
        if (_modern is not null)
            await _modern.DisposeAsync();
        await _plane.DisposeAsync();
    }
}
