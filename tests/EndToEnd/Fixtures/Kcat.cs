using Confluent.Kafka;
using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>The command line client kcat, set up as another client is.</summary>
/// <param name="inside">The cluster in which it finds Services by name, as a pod does; null for a client outside.</param>
internal sealed class Kcat(ClientConfig client, string topic, NodeCluster? inside = null)
{
    public string Topic => topic;

    /// <summary>Writes with acks=all, reads all of it back, and compares.</summary>
    public async Task ThroughAsync(int count)
    {
        var sent = Enumerable.Range(0, count).Select(number => $"kcat {number}").ToList();
        await WriteAsync(sent);

        Assert.Equal(sent.Order(StringComparer.Ordinal), (await ReadAsync()).Order(StringComparer.Ordinal));
    }

    /// <summary>Writes records, each acknowledged by all in-sync replicas and stored once.</summary>
    public async Task WriteAsync(IReadOnlyList<string> records)
    {
        using var folder = new TempFolder("kcat");
        await File.WriteAllLinesAsync(folder.File("records"), records);
        await RunAsync("-P", "-X", "acks=all", "-X", "enable.idempotence=true", "-l", folder.File("records"));
    }

    /// <summary>All records, from the first to the last there is.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync() => (await RunAsync("-C", "-q", "-e")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> RunAsync(params string[] arguments)
    {
        IReadOnlyList<string> commandLine = [Parts.WithNodes.Kcat!, .. arguments, "-t", topic, .. client.SelectMany(setting => new[] { "-X", $"{setting.Key}={setting.Value}" })];
        commandLine = inside?.Inside(commandLine) ?? commandLine;
        return (await ToolRun.StartAsync(commandLine[0], commandLine.Skip(1), CancellationToken.None)).MustSucceed().Output;
    }
}
