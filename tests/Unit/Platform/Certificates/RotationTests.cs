using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

/// <summary>Authorities are replaced under the eyes of nodes and clients that hold old or new certificates and old or new trust: every handshake succeeds.</summary>
public sealed class RotationTests
{
    private static readonly string[] Phases = ["PrepareAuthority", "PublishTrust", "IssueLeaves", "PromoteAuthority", "IssueLeaves", "PublishTrust", "IssueLeaves"];

    private readonly Vault _vault = new();

    [Fact]
    public async Task Cluster_authority_is_replaced_without_a_failed_handshake()
    {
        _vault.Settle();
        var before = _vault.State.Cluster.Usable!.Certificate;
        Ask("cluster");

        var done = await PlayAsync();

        Assert.Equal([.. Phases], done);
        Assert.Equal("CN=orders cluster CA v2", _vault.State.Cluster.Usable!.Certificate.Subject);
        Assert.DoesNotContain(before, _vault.State.Cluster.Trust!.Value);
        Assert.True(_vault.Plan().IsSettled);
    }

    [Fact]
    public async Task Clients_authority_is_replaced_without_a_failed_handshake()
    {
        _vault.Settle();
        Ask("clients");

        // The old one stays trusted for as long as a client may hold a certificate of it.
        Assert.Equal(["PrepareAuthority", "PublishTrust", "IssueLeaves", "PromoteAuthority"], await PlayAsync());
        Assert.Equal(2, _vault.State.Clients.Trust!.Value.Length);
        _vault.Pass(TimeSpan.FromDays(200));
        _vault.Pass(TimeSpan.FromDays(166));
        _vault.Settle();

        Assert.Equal(_vault.State.Clients.Usable!.Certificate, Assert.Single(_vault.State.Clients.Trust!.Value));
    }

    [Fact]
    public async Task Both_are_replaced_when_a_third_of_their_life_is_left()
    {
        _vault.Settle();
        for (var days = 0; days < 1300; days += 100)
        {
            _vault.Pass(TimeSpan.FromDays(100));
            await PlayAsync();
        }

        Assert.Equal(("CN=orders cluster CA v2", "CN=orders clients CA v2"), (_vault.State.Cluster.Usable!.Certificate.Subject, _vault.State.Clients.Usable!.Certificate.Subject));
    }

    [Fact]
    public void Nothing_is_issued_by_the_new_authority_while_a_node_does_not_trust_it()
    {
        _vault.Settle();
        Ask("cluster");
        while (_vault.Step() is not null)
            _vault.Load(_vault.Nodes[0]);

        Assert.Equal<string>(["orders-brokers-1"], _vault.Plan().NotLoaded);
        Assert.NotNull(_vault.State.Cluster.Next);
        Assert.All(_vault.State.Leaves["orders-brokers"].Pods.Values, leaf => Assert.Equal(_vault.State.Cluster.Usable!.Certificate.KeyId, leaf.Certificate.IssuerKeyId));

        _vault.Load(_vault.Nodes[1]);
        Assert.IsType<CertificateStep.PromoteAuthority>(_vault.Plan().Step);
    }

    [Fact]
    public void Old_authority_stays_trusted_while_a_node_presents_what_it_issued()
    {
        _vault.Settle();
        Ask("cluster");
        var before = _vault.State.Cluster.Usable!.Certificate;
        while (_vault.Step() is not CertificateStep.PromoteAuthority)
            _vault.Nodes.ToList().ForEach(_vault.Load);
        while (_vault.Step() is not null)
            _vault.Load(_vault.Nodes[0]);

        Assert.Contains(before, _vault.State.Cluster.Trust!.Value);
        Assert.Equal<string>(["orders-brokers-1"], _vault.Plan().NotLoaded);
        _vault.Load(_vault.Nodes[1]);
        _vault.Settle();

        Assert.DoesNotContain(before, _vault.State.Cluster.Trust!.Value);
    }

    [Fact]
    public void A_request_is_served_once_and_may_be_made_again()
    {
        _vault.Settle();
        Ask("cluster");
        Assert.Equal([.. Phases], _vault.Settle());
        Assert.Equal([], _vault.Settle());

        Ask("cluster:2027-01");
        Assert.Equal([.. Phases], _vault.Settle());

        Ask(null);
        Assert.Equal(["ForgetRequest"], _vault.Settle());
        Ask("cluster:2027-01");
        Assert.Equal([.. Phases], _vault.Settle());
        Assert.Equal("CN=orders cluster CA v4", _vault.State.Cluster.Usable!.Certificate.Subject);
    }

    [Fact]
    public void Both_may_be_asked_for_at_once()
    {
        _vault.Settle();
        Ask("clients, cluster, nonsense");

        _vault.Settle();

        Assert.Equal(("CN=orders cluster CA v2", "CN=orders clients CA v2"), (_vault.State.Cluster.Usable!.Certificate.Subject, _vault.State.Clients.Usable!.Certificate.Subject));
    }

    [Fact]
    public async Task Another_brought_authority_goes_through_the_same_phases()
    {
        Bring(AuthorityKind.Cluster);
        Assert.Equal(["MakeAuthority", "PublishTrust", "MakeAuthority", "PublishTrust", "IssueLeaves"], _vault.Settle());
        var second = CertificateAuthority.Create("Second CA", TimeSpan.FromDays(700), _vault.Now);
        _vault.Bring("example-ca", second.CertificatesPem, second.Key.Reveal());

        var done = await PlayAsync();

        Assert.Equal([.. Phases], done);
        Assert.Equal(second.Certificate, Assert.Single(_vault.State.Cluster.Trust!.Value));
    }

    [Fact]
    public void Brought_authority_that_cannot_vouch_gives_clients_time()
    {
        Bring(AuthorityKind.Cluster, pathLength: 0);
        _vault.Settle();
        var second = CertificateAuthority.Create("Second CA", TimeSpan.FromDays(700), _vault.Now);
        _vault.Bring("example-ca", second.CertificatesPem, second.Key.Reveal());

        Assert.Equal(["PrepareAuthority", "PublishTrust", "IssueLeaves"], _vault.Settle());
        Assert.True(_vault.Plan().IsSettled);
        _vault.Pass(TimeSpan.FromDays(7));

        Assert.Equal(["PromoteAuthority", "IssueLeaves", "PublishTrust", "IssueLeaves"], _vault.Settle());
    }

    [Fact]
    public void Brought_authority_is_never_made_by_us()
    {
        Bring(AuthorityKind.Cluster);
        _vault.Settle();
        Ask("cluster");
        _vault.Pass(TimeSpan.FromDays(300));

        _vault.Settle();

        Assert.Equal("CERT-011", Assert.Single(_vault.Plan().Problems).Code);
        Assert.Equal("CN=Example CA, O=Example", _vault.State.Cluster.Usable!.Certificate.Subject);
    }

    [Fact]
    public void Brought_authority_that_is_missing_or_unusable_stops_what_needs_it()
    {
        _vault.Wanted = _vault.Wanted with { Brought = ImmutableDictionary<AuthorityKind, string>.Empty.Add(AuthorityKind.Cluster, "example-ca") };

        Assert.Equal(["MakeAuthority", "PublishTrust"], _vault.Settle());
        Assert.Equal("CERT-010", Assert.Single(_vault.Plan().Problems).Code);
        _vault.Bring("example-ca", "hello", "hello");

        Assert.Equal([], _vault.Settle());
        Assert.StartsWith("Secret example-ca: ca.crt holds no certificate", Assert.Single(_vault.Plan().Problems).Message);
    }

    [Fact]
    public void An_unusable_successor_leaves_the_brought_authority_in_use()
    {
        Bring(AuthorityKind.Cluster);
        _vault.Settle();
        _vault.Edit("example-ca", "ca.key", "hello");
        _vault.Wanted = _vault.Wanted with { Nodes = [new WantedNodes("orders-brokers", [Vault.Node(0), Vault.Node(1) with { Names = ["kafka-1.example.com"] }])] };

        Assert.Equal(["IssueLeaves"], _vault.Settle());
        Assert.Equal("CERT-002", Assert.Single(_vault.Plan().Problems).Code);
    }

    private void Ask(string? annotation) => _vault.Wanted = _vault.Wanted with { Rotations = RotationRequests.Parse(annotation) };

    private void Bring(AuthorityKind kind, int? pathLength = null)
    {
        var (certificates, key) = CertificateAuthorityTests.Bring("ec", "pkcs8", pathLength: pathLength);
        _vault.Wanted = _vault.Wanted with { Brought = ImmutableDictionary<AuthorityKind, string>.Empty.Add(kind, "example-ca") };
        _vault.Bring("example-ca", certificates, key);
    }

    /// <summary>Step by step; the nodes load one after another, and after each load everybody calls everybody.</summary>
    private async Task<List<string>> PlayAsync()
    {
        var (done, trusts, clients) = (new List<string>(), new List<string> { _vault.Text("orders-cluster-ca", "ca.crt") }, new List<IssuedCertificate> { Client() });
        await EverybodyCallsAsync(trusts, clients, "at first");
        while (_vault.Step() is { } step)
        {
            done.Add(step.GetType().Name);
            // Clients keep what they began with, or take over what is published: both must do.
            trusts = [trusts[0], _vault.Text("orders-cluster-ca", "ca.crt")];
            clients = [clients[0], Client()];
            await EverybodyCallsAsync(trusts, clients, step.Describe());
            foreach (var node in _vault.Nodes)
            {
                _vault.Load(node);
                await EverybodyCallsAsync(trusts, clients, $"{step.Describe()}, loaded by {node.Pod}");
            }
        }

        return done;
    }

    private IssuedCertificate Client() =>
        CertificateIssuer.ForClient(_vault.State.Clients.Usable!, _vault.State.Clients.Vouching, "billing", _vault.Wanted.Times.LeafLife, _vault.Now);

    private async Task EverybodyCallsAsync(List<string> trusts, List<IssuedCertificate> clients, string when)
    {
        foreach (var server in _vault.Nodes)
        {
            foreach (var (client, trust) in from client in clients from trust in trusts select (client, trust))
                Succeeded(await Handshake.TryAsync(server.Leaf!, server.ClientsTrust, client, trust, server.Host, _vault.Now), $"client calls {server.Pod}");
            foreach (var other in _vault.Nodes)
                Succeeded(await Handshake.TryAsync(server.Leaf!, server.ClusterTrust, other.Leaf, other.ClusterTrust, server.Host, _vault.Now), $"{other.Pod} calls {server.Pod}");
        }

        void Succeeded(string? reason, string who) => Assert.True(reason is null, $"{when}: {who}: {reason}");
    }
}
