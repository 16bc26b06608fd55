using System.Text;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>
/// What a repository may hold by mistake or malice, through a reconciler of its own: told with its place, nothing changes, and the
/// next good commit heals.
/// </summary>
public abstract class BadInputTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private const string Good = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: reports, namespace: streaming}
        spec:
          version: 4.2.1
          controllers: {replicas: 1, storage: {volumes: [{id: 0, size: 1Gi}]}}
          brokers: {replicas: 1}

        """;

    [SkippableFact]
    public Task Bad_commits_are_rejected_and_good_ones_heal() => OnPlatformAsync(async () =>
    {
        await using var source = await Source.StartAsync(Platform, "reports");
        await source.CommitAsync("Begin", ("platform/reports.yaml", Good));
        await source.ObservedAsync();
        await UntilReadyAsync("KafkaCluster", "reports");

        var wrong = new List<string>();
        foreach (var (what, expected, write) in Cases)
        {
            var before = Wish(await LiveAsync(KeyOf("KafkaCluster", "reports")));
            write(source.Work.Folder);
            await source.CommitAsync(what);
            var rejected = await Platform.Events.WaitForAsync<PlatformEvent.RevisionRejected>(rejected => rejected.Commit.Sha == source.Sha, $"{what} to be rejected");
            Output.WriteLine($"{what,-34} {rejected.Errors[0]}{(rejected.Errors.Length > 1 ? $" (+{rejected.Errors.Length - 1})" : "")}");
            wrong.AddRange(expected.Split('|').Where(part => !rejected.Errors.Any(error => error.Contains(part, StringComparison.Ordinal))).Select(part => $"{what}: no error holds \"{part}\""));
            Assert.Equal(before, Wish(await LiveAsync(KeyOf("KafkaCluster", "reports"))));
            await source.ResetAsync();
            await source.CommitAsync($"Undo: {what}", ("platform/reports.yaml", Good));
            await source.ObservedAsync();
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(Platform.Events.All, arrival => arrival.Envelope.Data is PlatformEvent.ChangeRequested { Resource.Name: "reports", Operation: not ChangeOperation.Create });
    });

    [SkippableFact]
    public Task Repository_that_empties_moves_or_vanishes_deletes_nothing() => OnPlatformAsync(async () =>
    {
        await using var source = await Source.StartAsync(Platform, "returns");
        var key = KeyOf("KafkaCluster", "returns");
        var good = Good.Replace("name: reports", "name: returns", StringComparison.Ordinal);
        await source.CommitAsync("Begin", ("platform/returns.yaml", good));
        await source.ObservedAsync();
        await UntilReadyAsync("KafkaCluster", "returns");

        await source.CommitAsync("Lose every manifest", ("platform/returns.yaml", null), ("platform/README.md", "Soon\n"));
        var blocked = await Platform.Events.WaitForAsync<PlatformEvent.ChangeBlocked>(blocked => blocked.Cause.Commit.Sha == source.Sha, "the empty revision to be blocked");
        Assert.Equal("EmptyRevision", blocked.Reason.Code);
        await StaysAsync(key);

        await source.CommitAsync("Lose the folder", ("platform/README.md", null));
        await source.LoggedAsync("PathNotFound");
        await StaysAsync(key);

        await source.CommitAsync("Return", ("platform/returns.yaml", good));
        var sequence = (await source.ObservedAsync()).Commit.Sequence;

        await source.Work.GitAsync(default, "reset", "--quiet", "--hard", "HEAD~2");
        await source.CommitAsync("Rewritten", isForced: true, ("platform/returns.yaml", good.Replace("{replicas: 1}", "{replicas: 2}", StringComparison.Ordinal)));
        Assert.True((await source.ObservedAsync()).Commit.Sequence > sequence, "the sequence went back with the branch");
        await Eventually.TrueAsync(async () => Spec(await LiveAsync(key), "brokers", "replicas").GetInt32() == 2, "the rewritten commit in the cluster");

        await source.Work.GitAsync(default, "push", "--quiet", "origin", "HEAD:refs/heads/other");
        await source.Work.GitAsync(default, "-C", source.Repository.Path, "update-ref", "-d", "refs/heads/main");
        await source.HookAsync();
        await source.LoggedAsync("BranchNotFound");
        await StaysAsync(key);
        await source.CommitAsync("The branch is back", ("platform/returns.yaml", good.Replace("{replicas: 1}", "{replicas: 3}", StringComparison.Ordinal)));
        await source.ObservedAsync();

        await Platform.Git.PauseAsync();
        await source.HookAsync();
        await source.LoggedAsync("Unreachable");
        await StaysAsync(key);
        await Platform.Git.ResumeAsync(default);
        await source.CommitAsync("The server is back", ("platform/returns.yaml", good.Replace("{replicas: 1}", "{replicas: 4}", StringComparison.Ordinal)));
        await source.ObservedAsync();
        await Eventually.TrueAsync(async () => Spec(await LiveAsync(key), "brokers", "replicas").GetInt32() == 4, "the last commit in the cluster");
        Assert.DoesNotContain(Platform.Events.All, arrival => arrival.Envelope.Data is PlatformEvent.ChangeRequested { Resource.Name: "returns", Operation: ChangeOperation.Delete });
    });

    private static (string What, string Expected, Action<string> Write)[] Cases { get; } =
    [
        ("broken YAML", "platform/topics.yaml:3:|[YAML-01]", Text("apiVersion: gitopskafka.io/v1alpha1\nkind: KafkaTopic\nmetadata: {name: orders.v1\nspec: }\n")),
        ("two documents with one name", "platform/twice.yaml:3:12:|[SCHEMA-11]|platform/reports.yaml", Text(Good, "twice.yaml")),
        ("unknown kind", ":2:7|KafkaTopik|[SCHEMA-04]", Text(Topic("orders.v1").Replace("kind: KafkaTopic", "kind: KafkaTopik"))),
        ("unknown field", ":4:|spec.partitons|partitions|[SCHEMA-01]", Text(Topic("orders.v1").Replace("partitions", "partitons"))),
        ("duplicate keys", ":5:|[YAML-06]", Text(Topic("orders.v1").TrimEnd() + "\nspec: {}\n")),
        ("tabs", "[YAML-02]|:2:", Text("apiVersion: gitopskafka.io/v1alpha1\n\tkind: KafkaTopic\n")),
        ("a file of 50 MB", "platform/topics.yaml: |[GIT-02]", folder => File.WriteAllText(PathOf(folder), "# " + new string('x', 50_000_000))),
        ("an alias bomb", "[YAML-", Text(Bomb())),
        ("a link out of the repository", "platform/passwd.yaml: |[GIT-01]", folder => File.CreateSymbolicLink(PathOf(folder, "passwd.yaml"), "/etc/passwd")),
        ("bytes that are no UTF-8", "platform/topics.yaml:|[YAML-03]", folder => File.WriteAllBytes(PathOf(folder), [.. Encoding.ASCII.GetBytes("# Gr"), 0xFC, 0xDF, (byte)'e', (byte)'\n'])),
        ("a broken rule", ":5:|spec.config[cleanup.policy]|[KT-15]", Text(Topic("orders.v1").TrimEnd() + "\n  config: {cleanup.policy: sometimes}\n")),
        ("a status", "status|[SCHEMA-", Text(Topic("orders.v1") + "status: {partitions: 3}\n")),
    ];

    private static string Topic(string name) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{name}}, namespace: streaming}
        spec: {clusterRef: {name: reports}, partitions: 3, replicationFactor: 1}

        """;

    /// <summary>Nine levels of nine: 387 million values from one kilobyte.</summary>
    private static string Bomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        foreach (var level in Enumerable.Range(1, 9))
            text.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n");
        return text.ToString();
    }

    private static Action<string> Text(string text, string file = "topics.yaml") => folder => File.WriteAllText(PathOf(folder, file), text);

    private static string PathOf(string folder, string file = "topics.yaml") => Path.Combine(folder, "platform", file);

    private static string Wish(KubeObject live) => live.Json.GetProperty("spec").GetRawText() + live.Generation;

    private async Task StaysAsync(ObjectKey key)
    {
        // Two ticks of the reconciler: what it would do, it would have done.
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False((await LiveAsync(key)).IsTerminating);
    }

    /// <summary>A repository and the reconciler that follows its folder <c>platform</c>.</summary>
    private sealed class Source(LivePlatform platform, GitRepository repository, WorkingCopy work) : IAsyncDisposable
    {
        private ProductProcess? _reconciler;

        public WorkingCopy Work => work;

        public GitRepository Repository => repository;

        public string Sha { get; private set; } = "";

        public static async Task<Source> StartAsync(LivePlatform platform, string name)
        {
            var repository = await platform.Git.CreateRepositoryAsync(name, default);
            return new Source(platform, repository, await repository.CloneAsync(default));
        }

        public Task CommitAsync(string message, params (string Path, string? Text)[] files) => CommitAsync(message, isForced: false, files);

        public async Task CommitAsync(string message, bool isForced, params (string Path, string? Text)[] files)
        {
            Sha = await work.CommitAsync(Files(files), message, default);
            await work.PushAsync(default, isForced);
            await HookAsync();
        }

        /// <summary>Puts the work tree back to the last but one commit, keeping the history.</summary>
        public async Task ResetAsync()
        {
            await work.GitAsync(default, "rm", "-r", "--quiet", "platform");
            await work.GitAsync(default, "checkout", "--quiet", "HEAD~1", "--", "platform");
        }

        public async Task HookAsync()
        {
            if (_reconciler is null)
            {
                _reconciler = platform.Follow(repository, "--path", "platform", "--maximum-deletes", "5");
                await _reconciler.StartUnreadyAsync(default);
            }

            await platform.SendHookAsync(_reconciler);
        }

        public Task<PlatformEvent.RevisionObserved> ObservedAsync() =>
            platform.Events.WaitForAsync<PlatformEvent.RevisionObserved>(observed => observed.Commit.Sha == Sha, $"commit {Sha} of {repository.Name}");

        public Task LoggedAsync(string text) => Eventually.TrueAsync(() => Task.FromResult(_reconciler!.Log.Contains(text, StringComparison.Ordinal)), $"\"{text}\" in the log");

        public ValueTask DisposeAsync() => _reconciler?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerBadInputTests(OldServerPlatform platform, ITestOutputHelper output) : BadInputTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerBadInputTests(ModernServerPlatform platform, ITestOutputHelper output) : BadInputTests(platform, output);
