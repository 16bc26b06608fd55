using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A control plane with nodes on this machine, made by <c>tests/cluster/nodes</c>, and what pods expect beside them: cluster DNS
/// and volumes that they may write. One per machine. Not thread-safe.
/// </summary>
internal sealed class OwnNodes : IAsyncDisposable
{
    /// <summary>Address of the first node, and so of this machine.</summary>
    public const string Host = "10.245.0.1"; // as in tests/cluster/nodes

    // Fixed in Kubernetes: pkg/volume/hostpath.
    private const string VolumesFolder = "/tmp/hostpath_pv";
    private static readonly IPAddress DnsAddress = IPAddress.Parse("10.245.0.53"); // as in tests/cluster/nodes
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly FileStream inUse;
    private readonly Parts parts;
    private readonly WritableVolumes volumes = new(VolumesFolder);
    private ClusterDns? dns;

    private OwnNodes(FileStream inUse, Parts parts, ControlPlane plane)
    {
        this.inUse = inUse;
        this.parts = parts;
        Plane = plane;
    }

    /// <summary>The control plane.</summary>
    public ControlPlane Plane { get; }

    /// <summary>Null, or why there can be no nodes here.</summary>
    public static async Task<string?> WhyNoneAsync(Parts parts, CancellationToken cancellationToken)
    {
        var missing = (await RunAsync(parts, kubeconfig: "", cancellationToken, "missing")).Output.Trim();
        return missing.Length == 0 ? null : missing;
    }

    /// <summary>Starts them; waits while another test run has nodes on this machine.</summary>
    public static async Task<OwnNodes> StartAsync(int count, CancellationToken cancellationToken)
    {
        var held = await LockAsync(cancellationToken);
        OwnNodes? nodes = null;
        try
        {
            nodes = new OwnNodes(held, Parts.WithNodes, await ControlPlane.StartAsync(cancellationToken, Parts.WithNodes, hasNodes: true));
            await nodes.RunAsync(cancellationToken, "up", count.ToString(CultureInfo.InvariantCulture));
            nodes.dns = ClusterDns.Start(DnsAddress, nodes.Plane.Http);
            return nodes;
        }
        catch
        {
            await (nodes?.DisposeAsync() ?? held.DisposeAsync());
            throw;
        }
    }

    /// <summary>Runs the script with these arguments; it must succeed.</summary>
    public Task RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => RunAsync(parts, Plane.KubeconfigPath, cancellationToken, arguments);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsync(CancellationToken.None, "down");
        if (dns is not null)
        {
            await dns.DisposeAsync();
        }

        await Plane.DisposeAsync();
        volumes.Dispose();
        await inUse.DisposeAsync();
    }

    private static async Task<ToolRun> RunAsync(Parts parts, string kubeconfig, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        (await ToolRun.StartAsync(Parts.ScriptPath("nodes"), arguments, cancellationToken, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["KUBECONFIG"] = kubeconfig,
            ["KUBE_BIN"] = parts.KubeBin,
            ["KUBECTL"] = parts.Kubectl,
            ["NODES_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        })).MustSucceed();

    // FileShare.None is flock(2) on Linux: the kernel gives it back when the process dies, however it dies.
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), "gitopskafka-nodes.lock");
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
    }
}
