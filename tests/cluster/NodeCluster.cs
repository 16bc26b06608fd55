using System.Globalization;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A real Kubernetes cluster whose nodes run pods: a <see cref="ControlPlane"/> with nodes on this machine, each in a zone of
/// its own; or the cluster of the kubeconfig that <see cref="KubeconfigVariable"/> names. Not thread-safe.
/// </summary>
public sealed class NodeCluster : IAsyncDisposable
{
    /// <summary>Environment variable with the path of a kubeconfig: the tests then use that cluster, which must pull images and have a default storage class.</summary>
    public const string KubeconfigVariable = "GITOPSKAFKA_E2E_KUBECONFIG";

    private readonly Kubectl kubectl;
    private readonly TempFolder? folder;
    private readonly OwnNodes? own;

    private NodeCluster(Kubectl kubectl, TempFolder? folder, OwnNodes? own)
    {
        this.kubectl = kubectl;
        this.folder = folder;
        this.own = own;
    }

    /// <summary>A kubeconfig whose user may do everything.</summary>
    public string KubeconfigPath => kubectl.KubeconfigPath;

    /// <summary>The real kubectl with that kubeconfig.</summary>
    public Kubectl Kubectl => kubectl;

    /// <summary>Where pods reach this machine, if the nodes are this harness's own.</summary>
    public string Host => IsOwn ? OwnNodes.Host : LoopbackPort.Host;

    /// <summary>What the product's service accounts asked of the API server, if the nodes are this harness's own.</summary>
    public AuditLog Audit => Own.Plane.Audit!;

    /// <summary>Whether the nodes are this harness's own: they can be lost, and names of Services be found from here.</summary>
    public bool IsOwn => own is not null;

    /// <summary>Null, or why there can be none here, for a test to skip with. May install what is missing.</summary>
    public static async Task<string?> WhyNoneAsync(CancellationToken cancellationToken)
    {
        var parts = Parts.WithNodes;
        if (Existing is not null)
        {
            return parts.Kubectl is null ? "kubectl is not here; set KUBECTL to enable" : null;
        }

        if ((parts.WhyNoControllers ?? parts.WhyNoKafka) is { } reason)
        {
            return reason;
        }

        return await OwnNodes.WhyNoneAsync(parts, cancellationToken);
    }

    /// <summary>Starts one with <paramref name="count"/> nodes, about 20 s on two cores; an existing one is taken as it is.</summary>
    /// <exception cref="ChildProcessException">A part failed; the message carries the tail of its log.</exception>
    public static async Task<NodeCluster> StartAsync(int count, CancellationToken cancellationToken)
    {
        var parts = Parts.WithNodes;
        if (Existing is { } kubeconfig)
        {
            var cache = new TempFolder("kubectl");
            return new NodeCluster(new Kubectl(Parts.Need(parts.Kubectl, "kubectl"), kubeconfig, cache.File("cache")), cache, own: null);
        }

        var nodes = await OwnNodes.StartAsync(count, cancellationToken);
        return new NodeCluster(nodes.Plane.Kubectl, folder: null, nodes);
    }

    /// <summary>Makes the image <c>apache/kafka:VERSION</c> on every node, once; an existing cluster pulls it when it is used.</summary>
    public Task AddKafkaAsync(KafkaDistribution kafka, CancellationToken cancellationToken) =>
        own is null ? Task.CompletedTask : own.RunAsync(cancellationToken, "kafka", kafka.Version.ToString(), kafka.Home);

    /// <summary>Makes the image <c>gitopskafka:VERSION</c> on every node from what <c>dotnet publish</c> put into a folder; does nothing where it is there already.</summary>
    public Task AddProductAsync(string version, string published, CancellationToken cancellationToken) => Own.RunAsync(cancellationToken, "product", version, published);

    /// <summary>SIGKILL to the processes of a pod.</summary>
    public Task KillAsync(string pod, CancellationToken cancellationToken) => Own.RunAsync(cancellationToken, "kill", pod);

    /// <summary>Powers a node off: what runs on it is gone at once. Nodes count from 1.</summary>
    public Task LoseAsync(int node, CancellationToken cancellationToken) => Own.RunAsync(cancellationToken, "lose", node.ToString(CultureInfo.InvariantCulture));

    /// <summary>Powers a node on again; returns when it is Ready.</summary>
    public Task ReturnAsync(int node, CancellationToken cancellationToken) => Own.RunAsync(cancellationToken, "return", node.ToString(CultureInfo.InvariantCulture));

    /// <summary>The command line that runs another one where Services are found by name, as in a pod; in an existing cluster the same one.</summary>
    public IReadOnlyList<string> Inside(params IReadOnlyList<string> commandLine) => own is null ? commandLine : [Parts.ScriptPath("nodes"), "inside", .. commandLine];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (own is not null)
        {
            await own.DisposeAsync();
        }

        folder?.Dispose();
    }

    private static string? Existing => Environment.GetEnvironmentVariable(KubeconfigVariable) is { Length: > 0 } path ? path : null;

    private OwnNodes Own => own ?? throw new InvalidOperationException($"the nodes are not the harness's own ({KubeconfigVariable} is set)");
}
