using System.Diagnostics;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>Certificates are replaced under a real broker and its clients.</summary>
public sealed class ReloadTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [MemberData(nameof(TestedVersions.All), MemberType = typeof(TestedVersions))]
    public async Task Both_authorities_are_replaced_and_no_client_meets_an_error(string version)
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion(version) is not null, Parts.Current.WhyNoKafkaVersion(version));
        await using var site = await CertificateSite.StartAsync(Parts.Current.KafkaDistributions.Single(kafka => kafka.Version.ToString() == version));
        var clients = new TlsClients(site.Bootstrap, "orders.v1");
        var (oldClient, oldTrust) = (await site.ClientAsync(), await site.ClusterTrustAsync());
        await clients.SendOnceAsync("first", oldClient, oldTrust);
        Assert.Empty(clients.Errors);
        using var stop = new CancellationTokenSource();
        var steady = clients.SendUntilAsync("steady", oldClient, oldTrust, stop.Token);

        await site.AnnotateAsync(RotationRequests.Annotation, "cluster,clients");
        await site.UntilSeenAsync(RotationRequests.Annotation, "cluster,clients");
        var (began, turns) = (Stopwatch.GetTimestamp(), 0);
        for (var isPending = true; isPending; turns++)
        {
            Assert.True(turns < 40, "the rotation does not end");
            isPending = await site.TurnAsync();
            await clients.SendOnceAsync("old certificate, old trust", oldClient, oldTrust);
            await clients.SendOnceAsync("new certificate, new trust", await site.ClientAsync(), await site.ClusterTrustAsync());
        }

        await stop.CancelAsync();
        await steady;
        Assert.Empty(clients.Errors);
        Assert.Equal("CN=orders cluster CA v2", Assert.Single(await site.TrustAsync(AuthorityKind.Cluster)).Subject);
        Assert.Equal(["CN=orders clients CA v1", "CN=orders clients CA v2"], (await site.TrustAsync(AuthorityKind.Clients)).Select(certificate => certificate.Subject));
        Assert.Contains("PromoteAuthority", await site.EventsAsync());
        Assert.True(site.Broker.IsRunning);
        output.WriteLine($"Kafka {version}: {turns} turns, {site.Kafka.Reloads} reloads, {clients.Sent} records without an error in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
    }
}
