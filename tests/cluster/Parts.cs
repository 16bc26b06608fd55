using System.Diagnostics;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// Where the real parts are: programs and Kafka distributions. Any of them may be missing; then the matching
/// <c>WhyNo…</c> says what to do, for a test to skip with. Immutable.
/// </summary>
public sealed class Parts
{
    private const string KafkaPrefix = "KAFKA_HOME_";
    private const string FoundName = "GITOPSKAFKA_PARTS_FOUND";
    private const string FoundWithNodes = "nodes";
    private static readonly Lazy<Parts> Found = new(() => Find(withNodes: false));
    private static readonly Lazy<Parts> FoundNodes = new(() => Find(withNodes: true));

    private readonly Dictionary<string, string> paths;

    /// <summary>From NAME=PATH pairs as <c>tests/cluster/parts</c> prints them.</summary>
    public Parts(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        paths = new Dictionary<string, string>(pairs, StringComparer.Ordinal);
        KafkaDistributions = [.. FindKafka().OrderBy(kafka => kafka.Version)];
    }

    /// <summary>
    /// Those of this machine: from the environment if it holds what <c>tests/cluster/parts</c> prints (test.sh and
    /// bench.sh export that), else by running that script, which may obtain them first.
    /// </summary>
    public static Parts Current => Found.Value;

    /// <summary>As <see cref="Current"/>, with those that Kubernetes nodes need.</summary>
    public static Parts WithNodes => FoundNodes.Value;

    /// <summary>Folder with Kubernetes' programs.</summary>
    public string? KubeBin => Get("KUBE_BIN");

    /// <summary>etcd.</summary>
    public string? Etcd => Get("ETCD");

    /// <summary>kube-apiserver.</summary>
    public string? KubeApiServer => Get("KUBE_APISERVER");

    /// <summary>kube-controller-manager; missing beside KUBEBUILDER_ASSETS.</summary>
    public string? KubeControllerManager => Get("KUBE_CONTROLLER_MANAGER");

    /// <summary>kubectl.</summary>
    public string? Kubectl => Get("KUBECTL");

    /// <summary>crd-apiserver, the modern server for custom resources.</summary>
    public string? CrdApiServer => Get("CRD_APISERVER");

    /// <summary>java, 17 or later.</summary>
    public string? Java => Get("JAVA");

    /// <summary>kcat, a Kafka client in another language.</summary>
    public string? Kcat => Get("KCAT");

    /// <summary>git.</summary>
    public string? Git => Get("GIT");

    /// <summary>git http-backend.</summary>
    public string? GitHttpBackend => Get("GIT_HTTP_BACKEND");

    /// <summary>nginx.</summary>
    public string? Nginx => Get("NGINX");

    /// <summary>fcgiwrap.</summary>
    public string? FcgiWrap => Get("FCGIWRAP");

    /// <summary>Kafka versions at hand, oldest first, each once; may be empty.</summary>
    public IReadOnlyList<KafkaDistribution> KafkaDistributions { get; }

    /// <summary>Null, or why <see cref="ControlPlane"/> cannot start.</summary>
    public string? WhyNoControlPlane => Lacking("a Kubernetes control plane", "KUBE_BIN, ETCD and KUBECTL, or KUBEBUILDER_ASSETS,", Etcd, KubeApiServer, Kubectl);

    /// <summary>Null, or why <see cref="ControlPlane"/> runs without controllers (no StatefulSets, garbage collection, namespace deletion).</summary>
    public string? WhyNoControllers => WhyNoControlPlane ?? Lacking("kube-controller-manager", "KUBE_BIN to a folder that has it", KubeControllerManager);

    /// <summary>Null, or why <see cref="ModernApiServer"/> cannot start.</summary>
    public string? WhyNoModernApiServer => WhyNoControlPlane ?? Lacking("a modern server for custom resources", "CRD_APISERVER", CrdApiServer);

    /// <summary>Null, or why <see cref="KafkaBroker"/> cannot start.</summary>
    public string? WhyNoKafka => Lacking("java 17", "JAVA_HOME", Java) ?? (KafkaDistributions.Count == 0 ? Lacking("Apache Kafka", "KAFKA_HOME", [null]) : null);

    /// <summary>Null, or why <see cref="GitServer"/> cannot start.</summary>
    public string? WhyNoGit => Lacking("git", "PATH", Git);

    /// <summary>Null, or why <see cref="GitServer"/> serves no https.</summary>
    public string? WhyNoGitHttps => WhyNoGit ?? Lacking("nginx with fcgiwrap", "PATH", GitHttpBackend, Nginx, FcgiWrap);

    /// <summary>Null, or why there is no kcat.</summary>
    public string? WhyNoKcat => Lacking("kcat", "KCAT", Kcat);

    /// <summary>Null, or why there is no Kafka of that version ("4.2" takes the newest 4.2.x).</summary>
    public string? WhyNoKafkaVersion(string version) => WhyNoKafka ?? (FindKafka(version) is null ? Lacking($"Apache Kafka {version}", "KAFKA_HOMES", [null]) : null);

    /// <summary>The newest Kafka whose version is <paramref name="version"/> or starts with it ("4.2"); the newest of all for null.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public KafkaDistribution Kafka(string? version = null) =>
        FindKafka(version) ?? throw new InvalidOperationException(version is null ? WhyNoKafka : WhyNoKafkaVersion(version));

    /// <summary>The value, if there.</summary>
    /// <exception cref="InvalidOperationException">It is null; the message is <paramref name="reason"/>.</exception>
    internal static string Need(string? path, string? reason) => path ?? throw new InvalidOperationException(reason);

    private static Parts Find(bool withNodes)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        var isFound = environment.TryGetValue(FoundName, out var found) && (!withNodes || found == FoundWithNodes);
        return new Parts(isFound ? environment : RunScript(withNodes ? ["--nodes"] : []));
    }

    private static IEnumerable<KeyValuePair<string, string>> RunScript(string[] arguments)
    {
        var info = new ProcessStartInfo(ScriptPath("parts"), arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = ChildStarter.Start(info);
        var lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]));
    }

    /// <summary>Where a script of tests/cluster is.</summary>
    internal static string ScriptPath(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "cluster", name);
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new InvalidOperationException($"tests/cluster/{name} is not above {AppContext.BaseDirectory}; run the tests from a checkout, or export what it prints.");
    }

    private static string? Lacking(string what, string variables, params ReadOnlySpan<string?> needed) =>
        needed.Contains(null) ? $"{what} is not here; set {variables} to enable" : null;

    private KafkaDistribution? FindKafka(string? version) => KafkaDistributions.LastOrDefault(kafka =>
        version is null || $"{kafka.Version}.".StartsWith(version + ".", StringComparison.Ordinal));

    private IEnumerable<KafkaDistribution> FindKafka()
    {
        foreach (var (name, home) in paths)
        {
            if (name.StartsWith(KafkaPrefix, StringComparison.Ordinal)
                && Version.TryParse(name[KafkaPrefix.Length..].Replace('_', '.'), out var version)
                && Get(name) is not null && Java is not null)
            {
                yield return new KafkaDistribution(version, home, Java);
            }
        }
    }

    private string? Get(string name) => paths.TryGetValue(name, out var path) && Path.Exists(path) ? path : null;
}
