using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Worker.Certificates;

public sealed class CertificateKeeperTests : IDisposable
{
    private static readonly string[] Names = ["orders-cluster-ca-key", "orders-cluster-ca", "orders-clients-ca-key", "orders-clients-ca", "orders-brokers-certs"];

    private readonly Town _town = new();

    public void Dispose() => _town.Dispose();

    [Fact]
    public async Task A_cluster_that_is_not_stored_has_no_certificates()
    {
        Assert.Null(await _town.KeepAsync(_town.Worker()));
        Assert.Null(await _town.SecretAsync("orders-cluster-ca-key"));
    }

    [Fact]
    public async Task A_stored_cluster_gets_all_its_Secrets_and_owns_them()
    {
        await _town.StoreAsync();

        await _town.KeepAsync(_town.Worker());

        foreach (var name in Names)
            Assert.Equal("orders", (await _town.SecretAsync(name))!.At("metadata", "ownerReferences")!.Value[0].GetProperty("name").GetString());
        Assert.Null(await _town.SecretAsync("orders-controllers-certs"));
        Assert.Contains("Normal IssueLeaves: issue certificates: orders-brokers-0 (none yet), orders-brokers-1 (none yet)", await _town.EventsAsync());
    }

    [Fact]
    public async Task Names_are_all_under_which_a_broker_is_called()
    {
        await _town.StoreAsync();
        await _town.KeepAsync(_town.Worker());

        var certificate = Certificate.ReadAll(await _town.TextAsync("orders-brokers-certs", "orders-brokers-1.crt"))[0];

        Assert.Equal<string>(
            [
                "orders-bootstrap", "orders-bootstrap.streaming", "orders-bootstrap.streaming.svc", "orders-bootstrap.streaming.svc.cluster.local",
                "orders-brokers-1.orders-brokers.streaming.svc", "orders-brokers-1.orders-brokers.streaming.svc.cluster.local",
            ],
            certificate.Names);
    }

    [Fact]
    public async Task A_second_look_writes_nothing()
    {
        await _town.StoreAsync();
        await _town.KeepAsync(_town.Worker());
        var before = await VersionsAsync();

        await _town.KeepAsync(_town.Worker());

        Assert.Equal(before, await VersionsAsync());
    }

    [Fact]
    public async Task Worker_that_was_slower_takes_what_the_faster_one_made()
    {
        await _town.StoreAsync();
        var (faster, isFirst) = (_town.Worker(), true);
        var slower = _town.Worker(new RacingKubernetes(_town.Api, async key =>
        {
            if (key.Type != ResourceType.Secrets || !isFirst)
                return;
            isFirst = false;
            await _town.KeepAsync(faster);
        }));

        var kept = await _town.KeepAsync(slower);

        Assert.Equal(await _town.TextAsync("orders-cluster-ca-key", "ca.crt"), kept!.State.Cluster.Usable!.CertificatesPem);
        Assert.Null(kept.Plan.Step);
        await EverythingFitsAsync();
    }

    [Fact]
    public async Task Two_workers_that_race_at_every_write_end_with_certificates_that_fit()
    {
        await _town.StoreAsync();
        var (other, turns) = (_town.Worker(), 0);
        var worker = _town.Worker(new RacingKubernetes(_town.Api, async key =>
        {
            if (key.Type != ResourceType.Secrets)
                return;
            // Whatever this one is about to write has just been changed under it; in the end it gets its turn.
            if (turns++ < 8 && await _town.Api.GetAsync(key, default) is { } live)
                await _town.Api.PatchAsync(live.Key, new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["annotations"] = new System.Text.Json.Nodes.JsonObject { ["example.com/turn"] = $"{turns}" } } }, "kubectl", default);
            else if (turns < 8)
                await _town.KeepAsync(other);
        }));

        await _town.KeepAsync(worker);

        await EverythingFitsAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Worker_that_died_at_any_write_is_carried_on_by_the_next(int write)
    {
        await _town.StoreAsync();
        var writes = 0;
        var dying = _town.Worker(new RacingKubernetes(_town.Api, key => key.Type == ResourceType.Secrets && ++writes == write
            ? throw new KubernetesApiException(System.Net.HttpStatusCode.ServiceUnavailable, "", "the process died")
            : Task.CompletedTask));
        await Assert.ThrowsAsync<KubernetesApiException>(() => _town.KeepAsync(dying));

        await _town.KeepAsync(_town.Worker());

        await EverythingFitsAsync();
    }

    [Fact]
    public async Task No_private_key_gets_into_logs_or_events()
    {
        await _town.StoreAsync();
        await _town.KeepAsync(_town.Worker());
        await _town.Api.PatchAsync(new ObjectKey(ResourceType.Secrets, "streaming", "orders-cluster-ca-key"), new() { ["data"] = new System.Text.Json.Nodes.JsonObject { ["ca.crt"] = "aGVsbG8=" } }, "kubectl", default);
        await _town.KeepAsync(_town.Worker());

        string[] keys = [await _town.TextAsync("orders-cluster-ca-key", "ca.key"), await _town.TextAsync("orders-clients-ca-key", "ca.key"), await _town.TextAsync("orders-brokers-certs", "orders-brokers-0.pem")];
        var said = string.Join('\n', [.. _town.Logs, .. await _town.EventsAsync()]);
        Assert.NotEmpty(_town.Logs);
        foreach (var line in keys.SelectMany(key => key.Split("-----END PRIVATE KEY-----")[0].Split('\n')).Where(line => line.Length > 20))
        {
            Assert.DoesNotContain(line, said);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(line)), said);
        }
    }

    /// <summary>What is trusted issued what nodes have, and both authorities have the keys of their certificates.</summary>
    private async Task EverythingFitsAsync()
    {
        foreach (var kind in new[] { "cluster", "clients" })
        {
            var reading = CertificateAuthority.Read(await _town.TextAsync($"orders-{kind}-ca-key", "ca.crt"), new PrivateKeyPem(await _town.TextAsync($"orders-{kind}-ca-key", "ca.key")), _town.Clock.GetUtcNow());
            Assert.IsType<AuthorityReading.Usable>(reading);
            Assert.Equal(await _town.TextAsync($"orders-{kind}-ca-key", "ca.crt"), await _town.TextAsync($"orders-{kind}-ca", "ca.crt"));
            Assert.Equal(await _town.TextAsync($"orders-{kind}-ca", "ca.crt"), await _town.TextAsync("orders-brokers-certs", $"{kind}-ca.crt"));
        }

        var authority = Certificate.ReadAll(await _town.TextAsync("orders-cluster-ca", "ca.crt")).Single();
        foreach (var pod in new[] { "orders-brokers-0", "orders-brokers-1" })
            Assert.Equal(authority.KeyId, Certificate.ReadAll(await _town.TextAsync("orders-brokers-certs", $"{pod}.crt"))[0].IssuerKeyId);
    }

    private async Task<string[]> VersionsAsync() => [.. (await Task.WhenAll(Names.Select(_town.SecretAsync))).Select(secret => secret!.ResourceVersion)];
}
