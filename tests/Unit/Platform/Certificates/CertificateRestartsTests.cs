using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

/// <summary>Nodes that speak TLS among each other restart in time, and no more often than they must.</summary>
public sealed class CertificateRestartsTests
{
    private readonly Vault _vault = new();

    public CertificateRestartsTests()
    {
        _vault.Wanted = _vault.Wanted with { Operator = new WantedNodes("orders-operator", [new NodeNames("gitopskafka-operator", [])]) };
        _vault.Settle();
        _vault.Pass(TimeSpan.FromSeconds(10));
        foreach (var node in _vault.Nodes)
            _vault.Restart(node);
    }

    [Fact]
    public void Nobody_restarts_while_the_first_certificate_lives()
    {
        for (var day = 0; day < 243; day += 9)
        {
            Assert.True(_vault.Plan().IsSettled);
            _vault.Pass(TimeSpan.FromDays(9));
        }
    }

    [Fact]
    public void Every_node_restarts_once_for_each_renewal()
    {
        var restarts = 0;
        for (var day = 0; day < 3 * 243; day++)
        {
            _vault.Settle();
            restarts += RestartAll();
            _vault.Pass(TimeSpan.FromDays(1));
        }

        // Renewed on days 244 and 488, which two nodes heed on the day after.
        Assert.Equal(4, restarts);
    }

    [Fact]
    public void A_restart_waits_until_the_new_certificate_has_surely_come()
    {
        _vault.Pass(TimeSpan.FromDays(244));
        _vault.Settle();
        Assert.Empty(_vault.Plan().MustRestart);
        _vault.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal<string>(["orders-brokers-0", "orders-brokers-1"], _vault.Plan().MustRestart);
        _vault.Restart(_vault.Nodes[0]);

        Assert.Equal<string>(["orders-brokers-1"], _vault.Plan().MustRestart);
        _vault.Restart(_vault.Nodes[1]);

        Assert.True(_vault.Plan().IsSettled);
    }

    [Fact]
    public void Node_that_happened_to_restart_after_the_renewal_need_not_do_so_again()
    {
        _vault.Pass(TimeSpan.FromDays(244));
        _vault.Settle();
        _vault.Pass(TimeSpan.FromMinutes(2));
        _vault.Restart(_vault.Nodes[0]);
        _vault.Pass(TimeSpan.FromMinutes(2));
        _vault.Restart(_vault.Nodes[1]);

        // Two minutes after the change the kubelet may not have brought it yet.
        Assert.Equal<string>(["orders-brokers-0"], _vault.Plan().MustRestart);
    }

    [Fact]
    public void Other_names_are_no_reason()
    {
        Rename("kafka-1.example.com");
        Assert.Equal(["IssueLeaves"], _vault.Settle());
        _vault.Pass(TimeSpan.FromDays(1));
        Assert.True(_vault.Plan().IsSettled);

        var restarts = 0;
        for (var day = 0; day < 300; day++)
        {
            _vault.Settle();
            restarts += RestartAll();
            _vault.Pass(TimeSpan.FromDays(1));
        }

        Assert.Equal(2, restarts);
    }

    [Fact]
    public void Old_authority_stays_trusted_until_every_node_was_restarted()
    {
        var before = _vault.State.Cluster.Usable!.Certificate;
        _vault.Wanted = _vault.Wanted with { Rotations = RotationRequests.Parse("cluster") };
        _vault.Settle();

        Assert.Equal("CN=orders cluster CA v2", _vault.State.Cluster.Usable!.Certificate.Subject);
        Assert.Contains(before, _vault.State.Cluster.Trust!.Value);
        _vault.Pass(TimeSpan.FromMinutes(3));
        _vault.Settle();
        Assert.Equal(2, _vault.Plan().MustRestart.Length);
        _vault.Restart(_vault.Nodes[0]);
        Assert.Equal([], _vault.Settle());
        _vault.Restart(_vault.Nodes[1]);

        Assert.Equal(["PublishTrust", "IssueLeaves", "IssueLeaves"], _vault.Settle());
        Assert.DoesNotContain(before, _vault.State.Cluster.Trust!.Value);
        _vault.Pass(TimeSpan.FromDays(1));
        Assert.True(_vault.Plan().IsSettled);
    }

    [Fact]
    public void Controllers_are_restarted_to_present_what_is_stored()
    {
        _vault.Wanted = _vault.Wanted with { Nodes = [_vault.Wanted.Nodes[0] with { LoadByRestart = true }] };
        Rename("kafka-1.example.com");
        while (_vault.Step() is not null)
            Assert.Empty(_vault.Plan().MustRestart);
        _vault.Load(_vault.Nodes[0]);
        _vault.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal<string>(["orders-brokers-1"], _vault.Plan().MustRestart);
        _vault.Restart(_vault.Nodes[1]);

        Assert.True(_vault.Plan().IsSettled);
    }

    [Fact]
    public void Node_older_than_all_that_is_known_restarts()
    {
        _vault.Pass(TimeSpan.FromDays(244));
        _vault.Settle();
        _vault.Edit("orders-brokers-certs", "orders-brokers-0.before.crt", "hello");
        _vault.Edit("orders-brokers-certs", "orders-brokers-1.before.crt", "hello");
        _vault.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(2, _vault.Plan().MustRestart.Length);
    }

    [Fact]
    public void Certificates_before_are_kept_while_they_are_valid_and_without_keys()
    {
        for (var renewal = 0; renewal < 4; renewal++)
        {
            _vault.Pass(TimeSpan.FromDays(244));
            _vault.Settle();
        }

        var before = _vault.Text("orders-brokers-certs", "orders-brokers-0.before.crt");
        Assert.Single(Certificate.ReadAll(before));
        Assert.DoesNotContain("PRIVATE", before);
        Assert.Null(_vault.Find("orders-operator-certs")!.At("data", "gitopskafka-operator.before.crt"));
    }

    [Fact]
    public void Nodes_that_speak_without_TLS_among_each_other_never_restart_for_it()
    {
        var vault = new Vault();
        vault.Settle();
        vault.Restart(vault.Nodes[0]);
        vault.Pass(TimeSpan.FromDays(244));
        vault.Settle();
        vault.Pass(TimeSpan.FromDays(1));

        Assert.True(vault.Plan().IsSettled);
        Assert.Null(vault.Find("orders-brokers-certs")!.At("data", "orders-brokers-0.before.crt"));
    }

    private void Rename(string name) => _vault.Wanted = _vault.Wanted with
    {
        Nodes = [_vault.Wanted.Nodes[0] with { Nodes = [Vault.Node(0), Vault.Node(1) with { Names = [.. Vault.Node(1).Names, name] }] }],
    };

    private int RestartAll()
    {
        var due = _vault.Nodes.Where(node => _vault.Plan().MustRestart.Contains(node.Pod)).ToList();
        due.ForEach(_vault.Restart);
        return due.Count;
    }
}
