using GitOpsKafka.Cli;
using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Events;
using LibGit2Sharp;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Cli;

/// <summary>Runs commands in this process against a folder of its own and fakes of everything outside.</summary>
internal sealed class CliWorld : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gitopskafka-cli-");

    public KubernetesFake Kubernetes { get; } = new();

    public KafkaFake Kafka { get; } = new();

    /// <summary>What lies on the bus.</summary>
    public List<TrailRecord> Trail { get; } = [];

    public Dictionary<string, string> Environment { get; } = new() { ["GITOPSKAFKA_BOOTSTRAP"] = "kafka:9092" };

    public string Input { get; set; } = "";

    public string Folder => _folder.FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.Zero));

    public CliWorld Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    /// <summary>Commits the whole folder, as a repository whose origin is <c>https://git.example.org/streaming/platform.git</c>.</summary>
    public void Commit(string message)
    {
        using var repository = new Repository(Repository.Init(Folder));
        if (repository.Network.Remotes["origin"] is null)
            repository.Network.Remotes.Add("origin", "https://ada:hunter2@git.example.org/streaming/platform.git");
        var ada = new Signature("Ada", "ada@example.org", Time.GetUtcNow());
        Commands.Stage(repository, "*");
        repository.Commit(message, ada, ada);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public Task<CliResult> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public async Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandRun.InvokeAsync(args, Services(new CliConsole(output, error)), cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        // Git writes its objects read-only.
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null && file.IsReadOnly))
            file.IsReadOnly = false;
        _folder.Delete(recursive: true);
    }

    private CliServices Services(CliConsole console) => new()
    {
        Console = console,
        Input = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Input)),
        WorkingDirectory = Folder,
        Environment = name => Environment.GetValueOrDefault(name),
        Time = Time,
        Kubernetes = _ => new KubernetesAccess(Kubernetes, () => "streaming"),
        Kafka = (_, _) => Kafka,
        Trail = _ => new TrailFake(Trail),
    };
}

/// <param name="Code">Exit code.</param>
internal sealed record CliResult(int Code, string Output, string Error);
