using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

/// <summary>The Secrets of a cluster in memory, and its nodes, which load them when told to.</summary>
internal sealed class Vault
{
    private readonly Dictionary<ObjectKey, KubeObject> _secrets = [];
    private int _version;

    public Vault(int brokers = 2)
    {
        Wanted = new WantedCertificates("orders", "streaming", [new WantedNodes("orders-brokers", [.. Enumerable.Range(0, brokers).Select(Node)])]);
        Nodes = [.. Wanted.Nodes[0].Nodes.Select(node => new LoadedNode(node.Pod))];
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public WantedCertificates Wanted { get; set; }

    public ImmutableArray<LoadedNode> Nodes { get; }

    /// <summary>When nodes were started, where that is known.</summary>
    public Dictionary<string, DateTimeOffset> Started { get; } = [];

    public CertificateState State
    {
        get
        {
            var served = Nodes.Where(node => node.Thumbprint is not null).ToImmutableDictionary(node => node.Pod, node => node.Thumbprint!);
            return CertificateState.Of(Wanted, _secrets, served, Now) with { Started = Started.ToImmutableDictionary() };
        }
    }

    public static NodeNames Node(int ordinal) => new($"orders-brokers-{ordinal}", [$"orders-brokers-{ordinal}.orders-brokers.streaming.svc", "orders-bootstrap.streaming.svc", "127.0.0.1"]);

    public CertificatePlan Plan() => CertificatePlan.Next(Wanted, State, Now);

    /// <summary>Does the next step, if there is one.</summary>
    public CertificateStep? Step()
    {
        if (Plan().Step is not { } step)
            return null;
        var cluster = new KafkaCluster { Metadata = new ResourceMetadata { Name = "orders", Namespace = "streaming" }, Spec = new KafkaClusterSpec { Version = "4.2.1" } };
        Write(new CertificateWriting(cluster, "11111111-2222-3333-4444-555555555555", Wanted).Of(step, State, Now));
        return step;
    }

    /// <summary>Does every step that can be done, and lets the nodes load after each, until nothing is left.</summary>
    /// <returns>The names of the steps.</returns>
    public List<string> Settle()
    {
        var done = new List<string>();
        while (Step() is { } step)
        {
            done.Add(step.GetType().Name);
            Assert.True(done.Count < 50, string.Join(" ", done));
            foreach (var node in Nodes)
                Load(node);
        }

        return done;
    }

    public void Load(LoadedNode node)
    {
        var leaves = State.Leaves["orders-brokers"];
        if (leaves.Pods.TryGetValue(node.Pod, out var leaf))
            (node.Leaf, node.ClusterTrust, node.ClientsTrust) = (leaf, leaves.ClusterTrust!, leaves.ClientsTrust!);
    }

    /// <summary>The node is restarted, and loads what is stored.</summary>
    public void Restart(LoadedNode node)
    {
        Started[node.Pod] = Now;
        Load(node);
    }

    public void Pass(TimeSpan time) => Now += time;

    public KubeObject? Find(string name) => _secrets.GetValueOrDefault(new ObjectKey(ResourceType.Secrets, "streaming", name));

    public string Text(string secret, string file) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Find(secret)!.At("data", file)!.Value.GetString()!));

    public void Bring(string name, string certificates, string key) => Store(KubeObject.Of(ResourceType.Secrets, new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "streaming" },
        ["data"] = new JsonObject { ["ca.crt"] = Base64(certificates), ["ca.key"] = Base64(key) },
    }));

    public void Edit(string secret, string file, string text)
    {
        var json = Find(secret)!.ToNode();
        json["data"]![file] = Base64(text);
        Store(KubeObject.Of(ResourceType.Secrets, json));
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private void Write(SecretWrite write)
    {
        var live = _secrets.GetValueOrDefault(write.Secret.Key);
        Assert.Equal(write.IsNew, live is null && write.Secret.ResourceVersion.Length == 0 && write.Secret.Key.Name.EndsWith("-key", StringComparison.Ordinal));
        Assert.Equal(live?.ResourceVersion ?? "", write.Secret.ResourceVersion);
        Store(write.Secret);
    }

    private void Store(KubeObject secret)
    {
        var json = secret.ToNode();
        json["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _secrets[secret.Key] = KubeObject.Of(ResourceType.Secrets, json);
    }
}

/// <summary>What a node has in memory: what it loaded last.</summary>
internal sealed class LoadedNode(string pod)
{
    public string Pod => pod;

    public IssuedCertificate? Leaf { get; set; }

    public string ClusterTrust { get; set; } = "";

    public string ClientsTrust { get; set; } = "";

    public string? Thumbprint => Leaf?.Certificate.Thumbprint;

    public string Host => $"{pod}.orders-brokers.streaming.svc";

    public LoadedNode Copy() => new(pod) { Leaf = Leaf, ClusterTrust = ClusterTrust, ClientsTrust = ClientsTrust };
}
