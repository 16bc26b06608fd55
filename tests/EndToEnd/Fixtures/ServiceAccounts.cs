using System.Text;
using GitOpsKafka.TestCluster;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Lets processes beside the cluster do what the pods of <c>manifests/install</c> may, and no more.</summary>
internal sealed class ServiceAccounts(NodeCluster cluster, IKubernetes kubernetes, string folder)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly string[] Kinds = ["kind: Namespace", "kind: ServiceAccount", "kind: ClusterRole", "kind: ClusterRoleBinding"];

    /// <summary>Makes them, with their rights.</summary>
    public async Task MakeAsync()
    {
        var install = await cluster.Kubectl.GetAsync(None, "kustomize", Path.Combine(Checkout.Root, "manifests", "install"));
        var objects = install.Split("\n---\n").Where(text => text.Split('\n').Intersect(Kinds).Any());
        (await cluster.Kubectl.ApplyAsync(string.Join("\n---\n", objects), None)).MustSucceed();
    }

    /// <summary>Writes a kubeconfig with a token of the account.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> KubeconfigAsync(string account)
    {
        var request = new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = 86_400 } };
        var token = (await kubernetes.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, account, Installation.Namespace)).Status.Token;
        var admin = KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath);
        var authorities = string.Concat(admin.SslCaCerts.Select(certificate => certificate.ExportCertificatePem() + "\n"));
        return Kubeconfig.Write(Path.Combine(folder, $"{account}.kubeconfig"), new Uri(admin.Host), Convert.ToBase64String(Encoding.ASCII.GetBytes(authorities)), token, account);
    }
}
