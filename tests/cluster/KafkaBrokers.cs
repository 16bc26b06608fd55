using System.Globalization;
using System.Security.Cryptography;

namespace GitOpsKafka.TestCluster;

/// <summary>A Kafka cluster of combined nodes on loopback, with a dynamic quorum (KIP-853). Not thread-safe.</summary>
public sealed class KafkaBrokers : IAsyncDisposable
{
    private KafkaBrokers(string clusterId, IReadOnlyList<KafkaBroker> nodes)
    {
        ClusterId = clusterId;
        Nodes = nodes;
    }

    /// <summary>Kafka's cluster id.</summary>
    public string ClusterId { get; }

    /// <summary>The nodes, ids 1 to n in order.</summary>
    public IReadOnlyList<KafkaBroker> Nodes { get; }

    /// <summary>All client listeners, comma-separated.</summary>
    public string BootstrapServers => string.Join(',', Nodes.Select(node => node.BootstrapServers));

    /// <summary>Formats and starts that many nodes; 350 MiB each. <paramref name="settings"/> replace the harness's own, key by key.</summary>
    /// <exception cref="InvalidOperationException">Kafka is not here, see <see cref="Parts.WhyNoKafka"/>.</exception>
    /// <exception cref="ChildProcessException">A node failed; the message carries the tail of its log.</exception>
    public static async Task<KafkaBrokers> StartAsync(
        int count, CancellationToken cancellationToken, KafkaDistribution? distribution = null, IReadOnlyDictionary<string, string>? settings = null, string host = LoopbackPort.Host)
    {
        distribution ??= Parts.Current.Kafka();
        var nodes = Enumerable.Range(1, count)
            .Select(id => new KafkaBroker(distribution, id, host, LoopbackPort.Reserve(), LoopbackPort.Reserve()))
            .ToArray();
        var brokers = new KafkaBrokers(NewId(), nodes);
        try
        {
            var controllers = string.Join(',', nodes.Select(node => node.Controller));
            var voters = string.Join(',', nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.NodeId}@{node.Controller}:{NewId()}")));
            await Task.WhenAll(nodes.Select(node => node.FormatAsync(count, brokers.ClusterId, controllers, voters, settings, cancellationToken)));
            await Task.WhenAll(nodes.Select(node => node.StartAsync(cancellationToken)));
            return brokers;
        }
        catch
        {
            await brokers.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }
    }

    // Kafka's Uuid: 16 bytes in base64url without padding. Its tools take a leading dash for an option.
    private static string NewId()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        bytes[0] = 0x40;
        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
