namespace GitOpsKafka.TestCluster;

/// <summary>How the servers of a <see cref="ControlPlane"/> are called. Pure.</summary>
internal static class ControlPlaneArguments
{
    /// <summary>Known to etcd from 3.4 on.</summary>
    public const string NoFsync = "--unsafe-no-fsync";

    // Endpoints may not be on loopback, and without pods nothing needs those of the service "kubernetes".
    private static readonly string[] ServedToLoopback = ["--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none"];
    private static readonly string[] ServedToPods = ["--bind-address=0.0.0.0", "--advertise-address=10.245.0.1", "--kubelet-preferred-address-types=InternalIP"];
    // No node, no cloud and no certificate requests: their controllers would only poll.
    private static readonly string[] WithoutNodes =
        ["--controllers=*,-nodeipam,-nodelifecycle,-route,-service,-cloud-node-lifecycle,-attachdetach,-csrsigning,-csrapproving,-csrcleaner"];
    // A node counts as lost after 16 s of silence instead of 40: the kubelets here report every 3 s.
    private static readonly string[] WithNodes =
        ["--controllers=*,-nodeipam,-route,-service,-cloud-node-lifecycle,-csrsigning,-csrapproving,-csrcleaner", "--node-monitor-grace-period=16s", "--node-monitor-period=1s"];

    public static string[] Etcd(TempFolder folder, LoopbackPort etcdPort, LoopbackPort etcdPeerPort, bool takesNoFsync) =>
    [
        $"--data-dir={folder.File("etcd")}",
        $"--listen-client-urls=http://{etcdPort.Address}",
        $"--advertise-client-urls=http://{etcdPort.Address}",
        $"--listen-peer-urls=http://{etcdPeerPort.Address}",
        $"--initial-advertise-peer-urls=http://{etcdPeerPort.Address}",
        $"--initial-cluster=default=http://{etcdPeerPort.Address}",
        .. takesNoFsync ? [NoFsync] : Array.Empty<string>(),
    ];

    public static string[] ApiServer(TempFolder folder, LoopbackPort etcdPort, LoopbackPort apiPort, bool hasNodes) =>
    [
        $"--etcd-servers=http://{etcdPort.Address}",
        $"--secure-port={apiPort}",
        .. hasNodes ? [.. ServedToPods, .. Watched(folder)] : ServedToLoopback,
        $"--cert-dir={folder.File("pki")}",
        $"--tls-cert-file={folder.File("apiserver.crt")}",
        $"--tls-private-key-file={folder.File("apiserver.key")}",
        $"--token-auth-file={folder.File("tokens.csv")}",
        "--authorization-mode=RBAC",
        "--allow-privileged",
        $"--service-account-key-file={folder.File("service-accounts.pub")}",
        $"--service-account-signing-key-file={folder.File("service-accounts.key")}",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-cluster-ip-range=10.96.0.0/16",
    ];

    /// <summary>Where the product runs as pods: what it asks is written down, and owners that block deletion are asked for, as on OpenShift.</summary>
    private static string[] Watched(TempFolder folder) =>
    [
        $"--audit-policy-file={folder.File("audit-policy.yaml")}",
        $"--audit-log-path={folder.File("audit.log")}",
        "--enable-admission-plugins=OwnerReferencesPermissionEnforcement",
    ];

    /// <param name="help">What this version says of itself: flags come and go.</param>
    public static string[] Controllers(TempFolder folder, LoopbackPort controllersPort, string kubeconfigPath, bool hasNodes, string help) =>
    [
        $"--kubeconfig={kubeconfigPath}",
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        $"--secure-port={controllersPort}",
        $"--cert-dir={folder.File("pki-controllers")}",
        $"--service-account-private-key-file={folder.File("service-accounts.key")}",
        $"--root-ca-file={folder.File("ca.crt")}",
        "--use-service-account-credentials=false",
        "--enable-hostpath-provisioner",
        .. hasNodes ? WithNodes : WithoutNodes,
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        // Old servers also listen without TLS, on a fixed port of all addresses; newer ones do not know the flag.
        .. help.Contains(" --port int", StringComparison.Ordinal) ? ["--port=0"] : Array.Empty<string>(),
    ];
}
