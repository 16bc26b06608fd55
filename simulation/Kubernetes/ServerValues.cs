using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>What the server itself chooses: uids, name endings, addresses and ports. The same seed gives the same values. Thread-safe.</summary>
internal sealed class ServerValues(Random random)
{
    // Without vowels and look-alikes. Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go.
    private const string NameLetters = "bcdfghjklmnpqrstvwxz2456789";

    private readonly Lock _lock = new();
    private int _lastAddress = 9;
    private int _lastNodePort = 29_999;

    public string NextUid()
    {
        var bytes = new byte[16];
        lock (_lock)
            random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>Five letters for <c>generateName</c>.</summary>
    public string NextNameEnding()
    {
        lock (_lock)
            return new string(random.GetItems<char>(NameLetters, 5));
    }

    /// <summary>An address in 10.96.0.0/16. Services without one never ask.</summary>
    public string ServiceAddressOf(JsonObject service)
    {
        if (service["spec"]?["clusterIP"] is { } given)
            return given.GetValue<string>();
        var number = Interlocked.Increment(ref _lastAddress);
        return $"10.96.{number / 256 % 256}.{number % 256}";
    }

    public int NextNodePort() => Interlocked.Increment(ref _lastNodePort);
}
