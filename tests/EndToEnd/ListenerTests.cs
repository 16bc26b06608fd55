using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using GitOpsKafka.Tests.Integration.Certificates;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>Clients on every kind of listener, from inside and from outside.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class ListenerTests(Bakery bakery, ITestOutputHelper output) : IClassFixture<Bakery>
{
    private const int Count = 10_000;

    [SkippableFact]
    public async Task Clients_outside_write_and_read_through_every_listener()
    {
        Skip.If(bakery.Platform.WhySkipped is not null, bakery.Platform.WhySkipped);
        var status = await bakery.StatusAsync();
        output.WriteLine(string.Join('\n', status.GetProperty("listeners").EnumerateArray().Select(listener => listener.GetRawText())));
        Assert.Equal(["zone-1", "zone-2", "zone-3"], status.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("rack").GetString()).Order(StringComparer.Ordinal));

        foreach (var (listener, client) in await bakery.ClientsAsync())
        {
            await bakery.CreateTopicAsync($"bread-{listener}");
            await Traffic.ThroughAsync(client, $"bread-{listener}", Count);
            output.WriteLine($"{listener}: {Count} records written with acks=all and read back");
        }
    }

    /// <summary>
    /// Not over SCRAM: Debian 12's kcat is of a librdkafka before 2.6.1, whose nonce Kafka 4 refuses
    /// (https://github.com/confluentinc/librdkafka/pull/4895). There the tools in a pod are the second client.
    /// </summary>
    [SkippableFact]
    public async Task Second_client_writes_and_reads_through_every_listener()
    {
        Skip.If(bakery.Platform.WhySkipped is not null, bakery.Platform.WhySkipped);
        foreach (var (listener, client) in (await bakery.ClientsAsync()).Where(known => known.Listener != "scram"))
        {
            var kcat = new Kcat(client, $"cake-{listener}");
            await bakery.CreateTopicAsync(kcat.Topic);
            await kcat.ThroughAsync(Count);
            output.WriteLine($"kcat, {listener}: {Count} records written with acks=all and read back");
        }
    }

    [SkippableFact]
    public async Task Clients_in_a_pod_write_and_read_over_plain_TLS_mTLS_and_SCRAM()
    {
        Skip.If(bakery.Platform.WhySkipped is not null, bakery.Platform.WhySkipped);
        (string Name, ClientConfig Client)[] clients =
        [
            ("plain", new ClientConfig { BootstrapServers = $"{Bakery.InnerHost}:9092", SecurityProtocol = SecurityProtocol.Plaintext }),
            ("tls", await bakery.KnownClientAsync("known", "baker")),
            ("sealed", await bakery.TlsClientAsync("sealed")),
            ("scram", await bakery.UserAsync("scram", Bakery.User, Bakery.Password)),
        ];
        clients[1].Client.BootstrapServers = $"{Bakery.InnerHost}:9093";
        foreach (var (name, client) in clients)
        {
            var tools = new PodClient(bakery.Nodes, "bakery-brokers-0", client, $"rolls-{name}");
            await bakery.CreateTopicAsync(tools.Topic);
            await tools.ThroughAsync(Count);
            output.WriteLine($"from a pod, {name}: {Count} records written with acks=all and read back");
        }
    }

    [SkippableFact]
    public async Task Clients_that_nobody_knows_are_refused()
    {
        Skip.If(bakery.Platform.WhySkipped is not null, bakery.Platform.WhySkipped);

        Assert.NotEqual("", Traffic.Refusal(await bakery.TlsClientAsync("known")));
        Assert.Contains("uthentication failed", Traffic.Refusal(await bakery.UserAsync("scram", Bakery.User, "wrong")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Certificates_and_authorities_are_replaced_under_running_clients()
    {
        Skip.If(bakery.Platform.WhySkipped is not null, bakery.Platform.WhySkipped);
        await bakery.CreateTopicAsync("pretzels");
        var before = await bakery.Nodes.UidsAsync("bakery");
        var clients = new TlsClients((await bakery.TlsClientAsync("known")).BootstrapServers, "pretzels");
        var (oldClient, oldTrust) = (await bakery.IssueAsync("baker"), await bakery.TrustAsync());
        using var stop = new CancellationTokenSource();
        var steady = clients.SendUntilAsync("steady", oldClient, oldTrust, stop.Token);

        var rotation = bakery.RotateAsync();
        while (!rotation.IsCompleted)
        {
            await clients.SendOnceAsync("old certificate, old trust", oldClient, oldTrust);
            await clients.SendOnceAsync("new certificate, new trust", await bakery.IssueAsync("baker"), await bakery.TrustAsync());
        }

        await stop.CancelAsync();
        await steady;
        var took = await rotation;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"both authorities and all certificates replaced in {took.TotalSeconds:0.0} s, {clients.Sent} records and {clients.Connected} connections"));
        Assert.True(clients.Errors.IsEmpty, string.Join('\n', clients.Errors));
        Assert.NotEqual(oldTrust, await bakery.TrustAsync());
        Assert.Equal(before, await bakery.Nodes.UidsAsync("bakery"));
    }
}
