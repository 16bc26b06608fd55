using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>The event topic as others meet it: its settings, and its records in the hands of other programs.</summary>
public abstract class EventTopicTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private const string EventTopic = "gitopskafka.changes";

    [SkippableFact]
    public Task Topic_keeps_everything() => OnPlatformAsync(async () =>
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Platform.Kafka.BootstrapServers }).Build();

        var described = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = EventTopic }]);

        Assert.Equal(("delete", "-1", "-1"), (described[0].Entries["cleanup.policy"].Value, described[0].Entries["retention.ms"].Value, described[0].Entries["retention.bytes"].Value));
    });

    [SkippableFact]
    public Task Kcat_and_two_libraries_of_CloudEvents_read_every_record() => OnPlatformAsync(async () =>
    {
        var records = await SomeRecordsAsync();

        var formatter = new JsonEventFormatter();
        foreach (var record in records)
            CheckEvent(record, formatter.DecodeStructuredModeMessage(record.Bytes, new System.Net.Mime.ContentType("application/cloudevents+json"), [CloudEventAttribute.CreateExtension("partitionkey", CloudEventAttributeType.String)]));
        if (Parts.Current.WhyNoKcat is null)
            await CheckKcatAsync(records);
        else
            Output.WriteLine(Parts.Current.WhyNoKcat);
    });

    [SkippableFact]
    public Task Trail_is_intact_and_one_flipped_byte_is_found() => OnPlatformAsync(async () =>
    {
        var records = await SomeRecordsAsync();
        var intact = TrailVerifier.Verify(records);
        Assert.True(intact.IsIntact, string.Join('\n', intact.Findings.Select(finding => finding.Describe())));
        Output.WriteLine($"{intact.Records} records of {intact.Chains.Length} producers");

        var random = new Random(20260101);
        foreach (var _ in Enumerable.Range(0, 25))
        {
            var index = random.Next(records.Count);
            var bytes = records[index].Bytes.ToArray();
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            var report = TrailVerifier.Verify([.. records.Select((record, number) => number == index ? record with { Bytes = bytes } : record)]);
            Assert.False(report.IsIntact, $"byte {at} of offset {records[index].Offset} in partition {records[index].Partition} was flipped and not found");
        }
    });

    /// <summary>npm is a network away: only where it answers.</summary>
    [SkippableFact]
    public Task CloudEvents_of_JavaScript_read_every_record() => OnPlatformAsync(async () =>
    {
        using var folder = new TempFolder("cloudevents");
        var install = await InstallAsync(folder.Path);
        Skip.If(install is not null, install);
        var records = await SomeRecordsAsync();
        await File.WriteAllLinesAsync(folder.File("records.txt"), records.Select(record => System.Text.Encoding.UTF8.GetString(record.Bytes.Span)));
        await File.WriteAllTextAsync(folder.File("read.js"), """
            const { HTTP } = require('cloudevents');
            const lines = require('fs').readFileSync('records.txt', 'utf8').split('\n').filter(line => line);
            for (const line of lines) {
              const event = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body: line });
              event.validate();
              if (event.partitionkey !== event.subject) throw new Error(event.id);
            }
            console.log(lines.length);

            """);

        var run = (await ToolRun.StartAsync("node", ["read.js"], default, folder: folder.Path)).MustSucceed();

        Assert.Equal($"{records.Count}", run.Output.Trim());
    });

    private static async Task<string?> InstallAsync(string folder)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
            var run = await ToolRun.StartAsync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "cloudevents@10"], patience.Token, folder: folder);
            return run.ExitCode == 0 ? null : $"npm install cloudevents: {run.Error}";
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"npm is not here: {exception.Message}";
        }
        catch (OperationCanceledException)
        {
            return "npm did not install cloudevents within 90 s: is its registry in reach?";
        }
    }

    private async Task<List<TrailRecord>> SomeRecordsAsync()
    {
        await Platform.PushAsync(Files(("audit/cluster.yaml", Manifests.Cluster("audit"))), "Create audit");
        await UntilReadyAsync("KafkaCluster", "audit");
        var records = await Platform.Trail.RecordsAsync();
        Assert.True(records.Count > 3, $"{records.Count} records");
        return records;
    }

    private static void CheckEvent(TrailRecord record, CloudEvent parsed)
    {
        Assert.True(parsed.IsValid);
        Assert.Equal(record.Key, parsed.Subject);
        Assert.Equal(record.Key, parsed["partitionkey"]);
        Assert.StartsWith("io.gitopskafka.", parsed.Type);
        Assert.Equal("application/json", parsed.DataContentType ?? "application/json");
        Assert.Equal(JsonValueKind.Object, ((JsonElement)parsed.Data!).ValueKind);
    }

    private async Task CheckKcatAsync(List<TrailRecord> records)
    {
        var kcat = (await ToolRun.StartAsync(Parts.Current.Kcat!, ["-C", "-q", "-e", "-b", Platform.Kafka.BootstrapServers, "-t", EventTopic, "-f", "%p %o %k %S %h\\n"], default)).MustSucceed();
        var lines = kcat.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        Assert.All(records, record => Assert.Contains($"{record.Partition} {record.Offset} {record.Key} {record.Bytes.Length} content-type=application/cloudevents+json; charset=utf-8", lines));
    }
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerEventTopicTests(OldServerPlatform platform, ITestOutputHelper output) : EventTopicTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerEventTopicTests(ModernServerPlatform platform, ITestOutputHelper output) : EventTopicTests(platform, output);
