using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

public sealed class CertificatePlanTests
{
    private readonly Vault _vault = new();

    [Fact]
    public void A_new_cluster_gets_authorities_then_trust_then_certificates()
    {
        var done = _vault.Settle();

        Assert.Equal(["MakeAuthority", "PublishTrust", "MakeAuthority", "PublishTrust", "IssueLeaves"], done);
        Assert.True(_vault.Plan().IsSettled);
        Assert.Equal(_vault.Text("orders-cluster-ca-key", "ca.crt"), _vault.Text("orders-cluster-ca", "ca.crt"));
        Assert.Equal(_vault.Text("orders-cluster-ca", "ca.crt"), _vault.Text("orders-brokers-certs", "cluster-ca.crt"));
        Assert.Equal(_vault.Text("orders-clients-ca", "ca.crt"), _vault.Text("orders-brokers-certs", "clients-ca.crt"));
        Assert.EndsWith(_vault.Text("orders-brokers-certs", "orders-brokers-1.crt"), _vault.Text("orders-brokers-certs", "orders-brokers-1.pem"));
    }

    [Fact]
    public void Secrets_belong_to_the_cluster_and_trust_holds_no_key()
    {
        _vault.Settle();

        foreach (var name in new[] { "orders-cluster-ca", "orders-cluster-ca-key", "orders-clients-ca", "orders-clients-ca-key", "orders-brokers-certs" })
        {
            var secret = _vault.Find(name)!;
            Assert.Equal("orders", secret.Label("gitopskafka.io/cluster"));
            Assert.Equal("11111111-2222-3333-4444-555555555555", secret.At("metadata", "ownerReferences")!.Value[0].GetProperty("uid").GetString());
        }

        Assert.DoesNotContain("PRIVATE", _vault.Text("orders-cluster-ca", "ca.crt"));
        Assert.DoesNotContain("PRIVATE", _vault.Text("orders-brokers-certs", "orders-brokers-0.crt"));
    }

    [Fact]
    public void Nothing_is_done_until_a_third_of_the_life_is_left()
    {
        _vault.Settle();

        _vault.Pass(TimeSpan.FromDays(243));
        Assert.True(_vault.Plan().IsSettled);
        _vault.Pass(TimeSpan.FromDays(1));

        Assert.Equal(["IssueLeaves"], _vault.Settle());
        Assert.Equal(_vault.Now + TimeSpan.FromDays(365), _vault.State.Leaves["orders-brokers"].Pods["orders-brokers-0"].Certificate.NotAfter);
    }

    [Fact]
    public void Only_the_node_with_other_names_gets_another_certificate()
    {
        _vault.Settle();
        var before = _vault.State.Leaves["orders-brokers"].Pods;

        _vault.Wanted = _vault.Wanted with { Nodes = [new WantedNodes("orders-brokers", [Vault.Node(0), Vault.Node(1) with { Names = ["kafka-1.example.com", .. Vault.Node(1).Names] }])] };

        Assert.Equal("issue certificates: orders-brokers-1 (other names)", _vault.Plan().Step!.Describe());
        Assert.Equal(["IssueLeaves"], _vault.Settle());
        var after = _vault.State.Leaves["orders-brokers"].Pods;
        Assert.Equal(before["orders-brokers-0"].Certificate, after["orders-brokers-0"].Certificate);
        Assert.NotEqual(before["orders-brokers-1"].Certificate, after["orders-brokers-1"].Certificate);
        Assert.Equal(before["orders-brokers-1"].Certificate.Subject, after["orders-brokers-1"].Certificate.Subject);
    }

    [Fact]
    public void A_node_that_is_taken_away_keeps_its_certificate_until_it_expires()
    {
        _vault.Settle();
        var both = _vault.Wanted;
        _vault.Wanted = both with { Nodes = [new WantedNodes("orders-brokers", [Vault.Node(0)])] };

        Assert.True(_vault.Plan().IsSettled);
        _vault.Pass(TimeSpan.FromDays(250));
        _vault.Settle();
        Assert.Contains("orders-brokers-1", _vault.State.Leaves["orders-brokers"].Pods.Keys);
        _vault.Pass(TimeSpan.FromDays(250));
        _vault.Settle();

        Assert.Equal(["orders-brokers-0"], _vault.State.Leaves["orders-brokers"].Pods.Keys);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    public void A_broken_certificate_is_made_anew(string text)
    {
        _vault.Settle();
        _vault.Edit("orders-brokers-certs", "orders-brokers-0.pem", text);

        Assert.Equal("issue certificates: orders-brokers-0 (none yet)", _vault.Plan().Step!.Describe());
    }

    [Fact]
    public void A_key_of_another_node_is_made_anew()
    {
        _vault.Settle();
        var chain = _vault.Text("orders-brokers-certs", "orders-brokers-0.crt");
        _vault.Edit("orders-brokers-certs", "orders-brokers-0.pem", _vault.Text("orders-brokers-certs", "orders-brokers-1.pem").Split("-----BEGIN CERT")[0] + chain);

        Assert.Equal("issue certificates: orders-brokers-0 (none yet)", _vault.Plan().Step!.Describe());
    }

    [Fact]
    public void A_broken_authority_stops_and_says_why()
    {
        _vault.Settle();
        _vault.Edit("orders-cluster-ca-key", "ca.key", "hello");
        _vault.Pass(TimeSpan.FromDays(300));

        var plan = _vault.Plan();

        Assert.Null(plan.Step);
        var problem = Assert.Single(plan.Problems);
        Assert.Equal("CERT-002", problem.Code);
        Assert.StartsWith("Secret orders-cluster-ca-key: ca.key holds no private key", problem.Message);
    }

    [Fact]
    public void Authorities_that_expired_while_nobody_looked_are_made_anew_at_once()
    {
        _vault.Settle();
        foreach (var node in _vault.Nodes)
            node.Leaf = null;
        _vault.Pass(TimeSpan.FromDays(6 * 365));

        var done = new List<string>();
        while (_vault.Step() is { } step)
            done.Add(step.GetType().Name);

        Assert.Equal(["PrepareAuthority", "PublishTrust", "PrepareAuthority", "PublishTrust", "IssueLeaves"], done);
        Assert.Equal("CN=orders cluster CA v2", _vault.State.Cluster.Usable!.Certificate.Subject);
        Assert.Single(_vault.State.Cluster.Trust!.Value);
    }

    [Fact]
    public void A_leaf_that_ends_with_its_authority_is_not_made_again_and_again()
    {
        var (certificates, key) = CertificateAuthorityTests.Bring("ec", "pkcs8");
        _vault.Wanted = _vault.Wanted with { Brought = ImmutableDictionary<AuthorityKind, string>.Empty.Add(AuthorityKind.Cluster, "example-ca") };
        _vault.Bring("example-ca", certificates, key);
        _vault.Settle();

        _vault.Pass(TimeSpan.FromDays(364));

        Assert.Equal([], _vault.Settle());
    }

    [Fact]
    public void Expiry_is_told_soonest_first_and_warned_of_in_time()
    {
        _vault.Settle();

        var all = CertificateExpiry.All(_vault.State, _vault.Wanted.Times, _vault.Now + TimeSpan.FromDays(336));

        Assert.Equal(["orders-brokers-0", "orders-brokers-1", "clients-ca", "cluster-ca"], all.Select(expiry => expiry.Name));
        Assert.Equal([true, true, false, false], all.Select(expiry => expiry.IsNear));
        Assert.DoesNotContain(CertificateExpiry.All(_vault.State, _vault.Wanted.Times, _vault.Now + TimeSpan.FromDays(334)), expiry => expiry.IsNear);
    }

    [Fact]
    public void Certificates_that_live_for_minutes_are_not_warned_of_all_the_time()
    {
        _vault.Wanted = _vault.Wanted with { Times = new CertificateTimes { AuthorityLife = TimeSpan.FromMinutes(30), LeafLife = TimeSpan.FromMinutes(6) } };
        _vault.Settle();

        Assert.DoesNotContain(CertificateExpiry.All(_vault.State, _vault.Wanted.Times, _vault.Now), expiry => expiry.IsNear);
        Assert.Contains(CertificateExpiry.All(_vault.State, _vault.Wanted.Times, _vault.Now + TimeSpan.FromMinutes(5.5)), expiry => expiry.IsNear);
    }
}
