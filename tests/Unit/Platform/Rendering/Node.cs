using System.Diagnostics;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>A node's container without Kafka: the rendered start script in a folder, with programs that note how they were called.</summary>
internal sealed class Node : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("node-");

    /// <param name="format">Shell commands of the program that formats.</param>
    public Node(string name, IDictionary<string, string> config, string format = "")
    {
        Name = name;
        foreach (var folder in (string[])["etc/kafka-config", "run/kafka", "opt/kafka/bin"])
            _root.CreateSubdirectory(folder);
        foreach (var (file, text) in config)
            File.WriteAllText(At($"etc/kafka-config/{file}"), Moved(text));
        WriteProgram("kafka-storage.sh", format + "\nfor folder in $(sed -n 's|^log.dirs=||p' \"$6\" | tr ',' ' '); do touch \"$folder/meta.properties\"; done");
        foreach (var program in (string[])["kafka-server-start.sh", "zookeeper-server-start.sh"])
            WriteProgram(program, $"echo \"$KAFKA_HEAP_OPTS|$KAFKA_LOG4J_OPTS|$EXTRA_ARGS|$KAFKA_OPTS\" > {At("options")}");
    }

    /// <summary>The id of the first node of its role.</summary>
    public int IdOffset { get; init; } = 1000;

    /// <summary>What the node waits to be told.</summary>
    public string Facts { get; init; } = "";

    private string Name { get; }

    /// <summary>The programs that were run, one a line, with their arguments; paths as in a pod.</summary>
    public string[] Calls => File.Exists(At("calls")) ? [.. File.ReadAllLines(At("calls")).Select(line => line.Replace(_root.FullName, "", StringComparison.Ordinal))] : [];

    /// <summary>What Kafka was told by its environment: heap, logging, arguments, other options.</summary>
    public string ServerOptions => File.ReadAllText(At("options")).Trim().Replace(_root.FullName, "", StringComparison.Ordinal);

    public string Settings => File.ReadAllText(At("run/kafka/server.properties")).Replace(_root.FullName, "", StringComparison.Ordinal);

    public string Read(string path) => File.ReadAllText(At(path.TrimStart('/')));

    public bool Has(string path) => Path.Exists(At(path.TrimStart('/')));

    public void Write(string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path.TrimStart('/')))!);
        File.WriteAllText(At(path.TrimStart('/')), text);
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var shell = Start();
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }

    /// <summary>Starts it; the caller waits and disposes.</summary>
    public Process Start() => Process.Start(new ProcessStartInfo("/bin/sh", At("etc/kafka-config/start.sh"))
    {
        Environment =
        {
            ["POD_NAME"] = Name, ["NODE_ID_OFFSET"] = $"{IdOffset}", ["CLUSTER_ID"] = "cluster", ["FORMAT_ARGUMENTS"] = "--no-initial-controllers", ["FACTS"] = Facts, ["FACTS_STORE"] = At("var/lib/kafka/data-0/facts"),
            ["HEAP_OPTIONS"] = "-Xms256m -Xmx256m", ["METRICS_JAR"] = At("opt/kafka/libs/jmx_prometheus_javaagent-*.jar"), ["LOGGING_OPTIONS"] = "-Dlog4j2.configurationFile=x",
        },
    })!;

    public void Dispose() => _root.Delete(recursive: true);

    private string At(string path) => Path.Combine(_root.FullName, path);

    private void WriteProgram(string name, string commands)
    {
        var file = At($"opt/kafka/bin/{name}");
        File.WriteAllText(file, $"#!/bin/sh\necho \"{name} $*\" >> {At("calls")}\n{commands}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string Moved(string text) => new[] { "/etc/kafka-config", "/etc/kafka-facts", "/run/kafka", "/opt/kafka", "/var/lib/kafka" }
        .Aggregate(text, (moved, folder) => moved.Replace(folder, _root.FullName + folder, StringComparison.Ordinal));
}
