using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>Clients on every kind of listener, from inside and from outside.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class ListenerTests(RealPlatform platform, ITestOutputHelper output)
{
    private const int Count = 10_000;

    [SkippableFact]
    public async Task Clients_reach_the_brokers_through_every_listener()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        var bakery = new Bakery(platform);
        await bakery.StartAsync();
        output.WriteLine(string.Join('\n', (await bakery.StatusAsync()).GetProperty("listeners").EnumerateArray().Select(listener => listener.GetRawText())));

        await AssertRacksAsync(bakery);
        var open = await bakery.ClientAsync("open");
        using var admin = new AdminClientBuilder(new AdminClientConfig(open.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal))).Build();
        await admin.AlterUserScramCredentialsAsync([new UserScramCredentialUpsertion { User = "baker", Password = "rye-and-wheat"u8.ToArray(), ScramCredentialInfo = new ScramCredentialInfo { Mechanism = ScramMechanism.ScramSha512, Iterations = 4096 } }]);
        (string Listener, ClientConfig Client)[] clients =
        [
            ("open", open),
            ("sealed", await bakery.TlsClientAsync("sealed")),
            ("known", await bakery.KnownClientAsync("known", "baker")),
            ("scram", await bakery.UserAsync("scram", "baker", "rye-and-wheat")),
            ("balanced", await bakery.TlsClientAsync("balanced")),
        ];
        foreach (var (listener, client) in clients)
        {
            await admin.CreateTopicsAsync([new TopicSpecification { Name = $"bread-{listener}", NumPartitions = 3, ReplicationFactor = 3 }]);
            await Traffic.ThroughAsync(client, $"bread-{listener}", Count);
            output.WriteLine($"{listener}: {Count} records produced with acks=all and read back");
        }

        await InsideAsync(bakery, admin);
        await SecondClientAsync(open);

        Assert.NotEqual("", Traffic.Refusal(await bakery.TlsClientAsync("known")));
        Assert.Contains("uthentication failed", Traffic.Refusal(await bakery.UserAsync("scram", "baker", "wrong")), StringComparison.Ordinal);
        await platform.RemoveAsync(Bakery.File);
    }

    private static async Task AssertRacksAsync(Bakery bakery)
    {
        var racks = (await bakery.StatusAsync()).GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("rack").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(["zone-1", "zone-2", "zone-3"], racks);
    }

    private async Task InsideAsync(Bakery bakery, IAdminClient admin)
    {
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "bread-plain", NumPartitions = 3, ReplicationFactor = 3 }]);
        string[] where = ["--bootstrap-server", "bakery-bootstrap.shops.svc:9092", "--topic", "bread-plain"];
        await bakery.Nodes.ExecAsync("bakery-brokers-0", string.Concat(Enumerable.Range(0, Count).Select(number => $"loaf {number}\n")), ["/opt/kafka/bin/kafka-console-producer.sh", .. where, "--request-required-acks", "all"]);
        var read = await bakery.Nodes.ExecAsync("bakery-brokers-1", null, ["/opt/kafka/bin/kafka-console-consumer.sh", .. where, "--from-beginning", "--max-messages", $"{Count}", "--timeout-ms", "30000"]);
        Assert.Equal(Count, read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Count());
        output.WriteLine($"plain, from a pod: {Count} records produced with acks=all and read back");
    }

    private async Task SecondClientAsync(ClientConfig open)
    {
        if (Parts.WithNodes.WhyNoKcat is { } why)
        {
            output.WriteLine(why);
            return;
        }

        var read = (await ToolRun.StartAsync(Parts.WithNodes.Kcat!, ["-C", "-q", "-e", "-b", open.BootstrapServers, "-t", "bread-open"], default)).MustSucceed();
        Assert.Equal(Count, read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        output.WriteLine($"kcat: {Count} records read");
    }
}
