using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

/// <summary>The certificate by which the worker and the reconciler are known to nodes that speak TLS among each other.</summary>
public sealed class OperatorCertificateTests
{
    private readonly Vault _vault = new();

    public OperatorCertificateTests() => _vault.Wanted = _vault.Wanted with { Operator = new WantedNodes("orders-operator", [new NodeNames("gitopskafka-operator", [])]) };

    private KafkaCredentials Credentials => KafkaCredentials.Of(_vault.Find("orders-operator-certs")!)!;

    [Fact]
    public async Task It_is_issued_by_the_cluster_authority_and_makes_its_holder_a_client_only()
    {
        Assert.Equal(["MakeAuthority", "PublishTrust", "MakeAuthority", "PublishTrust", "IssueLeaves", "IssueLeaves"], _vault.Settle());

        Assert.Equal("CN=gitopskafka-operator", Credentials.Certificate.Certificate.Subject);
        Assert.Equal(_vault.State.Cluster.Usable!.Certificate.KeyId, Credentials.Certificate.Certificate.IssuerKeyId);
        Assert.Equal(_vault.Text("orders-cluster-ca", "ca.crt"), Credentials.TrustPem);
        Assert.Null(await CallAsync(_vault.Nodes[0], Credentials));
        Assert.Equal(
            "client: RemoteCertificateChainErrors",
            await Handshake.TryAsync(Credentials.Certificate, Credentials.TrustPem, Credentials.Certificate, Credentials.TrustPem, "gitopskafka-operator", _vault.Now));
    }

    [Fact]
    public void Nobody_waits_for_the_operator_to_present_it()
    {
        _vault.Settle();

        Assert.True(_vault.Plan().IsSettled);
    }

    [Fact]
    public void It_is_renewed_when_a_third_of_its_life_is_left()
    {
        _vault.Settle();
        var before = Credentials;
        _vault.Pass(TimeSpan.FromDays(243));
        Assert.Equal([], _vault.Settle());
        _vault.Pass(TimeSpan.FromDays(1));

        Assert.Equal(["IssueLeaves", "IssueLeaves"], _vault.Settle());

        Assert.NotEqual(before, Credentials);
        Assert.Equal(_vault.Now + TimeSpan.FromDays(365), Credentials.Certificate.Certificate.NotAfter);
    }

    [Fact]
    public void One_that_cannot_be_read_is_made_anew()
    {
        _vault.Settle();
        _vault.Edit("orders-operator-certs", "gitopskafka-operator.pem", "hello");
        Assert.Null(KafkaCredentials.Of(_vault.Find("orders-operator-certs")!));

        Assert.Equal(["IssueLeaves"], _vault.Settle());

        Assert.Equal("CN=gitopskafka-operator", Credentials.Certificate.Certificate.Subject);
    }

    [Fact]
    public async Task Every_node_answers_it_in_every_phase_of_a_rotation_even_when_it_is_one_step_late()
    {
        _vault.Settle();
        var (late, steps) = (Credentials, 0);
        _vault.Wanted = _vault.Wanted with { Rotations = ImmutableDictionary<AuthorityKind, string>.Empty.Add(AuthorityKind.Cluster, "cluster") };

        for (; _vault.Step() is { } step; steps++)
        {
            foreach (var node in _vault.Nodes)
            {
                await AnsweredAsync(late, step);
                await AnsweredAsync(Credentials, step);
                _vault.Load(node);
            }

            late = Credentials;
        }

        Assert.InRange(steps, 7, 20);
        Assert.Equal("CN=orders cluster CA v2", _vault.State.Cluster.Usable!.Certificate.Subject);
        Assert.Equal(_vault.State.Cluster.Usable!.Certificate.Pem, Credentials.TrustPem);
        Assert.True(_vault.Plan().IsSettled);
    }

    [Fact]
    public void Its_end_is_told_of()
    {
        _vault.Settle();

        Assert.Contains("gitopskafka-operator", CertificateExpiry.All(_vault.State, _vault.Wanted.Times, _vault.Now).Select(expiry => expiry.Name));
    }

    [Fact]
    public void Credentials_show_no_key()
    {
        _vault.Settle();

        Assert.StartsWith("CN=gitopskafka-operator until ", Credentials.ToString(), StringComparison.Ordinal);
    }

    private async Task AnsweredAsync(KafkaCredentials credentials, CertificateStep step)
    {
        foreach (var node in _vault.Nodes)
        {
            var reason = await CallAsync(node, credentials);
            Assert.True(reason is null, $"{step.Describe()}: {node.Pod}: {reason}");
        }
    }

    private Task<string?> CallAsync(LoadedNode node, KafkaCredentials credentials) =>
        Handshake.TryAsync(node.Leaf!, node.ClusterTrust, credentials.Certificate, credentials.TrustPem, node.Host, _vault.Now);
}
