using Confluent.Kafka;
using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>The command line client kcat, set up as another client is.</summary>
internal sealed class Kcat(ClientConfig client, string topic)
{
    public string Topic => topic;

    /// <summary>Writes with acks=all, reads all of it back, and compares.</summary>
    public async Task ThroughAsync(int count)
    {
        var sent = Enumerable.Range(0, count).Select(number => $"kcat {number}").ToList();
        using var folder = new TempFolder("kcat");
        await File.WriteAllLinesAsync(folder.File("records"), sent);
        await RunAsync("-P", "-X", "acks=all", "-l", folder.File("records"));

        var read = await RunAsync("-C", "-q", "-e");

        Assert.Equal(sent.Order(StringComparer.Ordinal), read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private async Task<string> RunAsync(params string[] arguments) => (await ToolRun.StartAsync(
        Parts.WithNodes.Kcat!, [.. arguments, "-t", topic, .. client.SelectMany(setting => new[] { "-X", $"{setting.Key}={setting.Value}" })], CancellationToken.None)).MustSucceed().Output;
}
