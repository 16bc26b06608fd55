using System.Net;
using System.Net.Sockets;
using GitOpsKafka.Reconciler.Git;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OriginRepository _origin;

    public FailureTests() => _origin = new OriginRepository(_folder.Folder("platform.git"));

    [Fact]
    public async Task Missing_branch_is_told_with_the_branches_that_exist()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path, options => options.Branch = "production");

        var failure = await follower.FailAsync();

        Assert.Equal("BranchNotFound", failure.Reason);
        Assert.EndsWith("there is no branch \"production\": push it, or set Branch to one of main", failure.Message);
    }

    [Fact]
    public async Task Branch_that_was_deleted_is_a_failure_and_not_an_empty_revision()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        _origin.Commit("production", ("orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path, options => options.Branch = "production");
        await follower.ReadAsync();
        _origin.Forget("production");

        Assert.Equal("BranchNotFound", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public async Task Head_that_leads_nowhere_is_told()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        _origin.PointHeadTo("trunk");
        using var follower = new Follower(_origin.Path);

        Assert.Equal("BranchNotFound", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public async Task Repository_without_commits_is_a_failure()
    {
        using var follower = new Follower(_origin.Path);

        var failure = await follower.FailAsync();

        Assert.Equal("RepositoryEmpty", failure.Reason);
        Assert.Contains("the repository has no commits", failure.Message);
    }

    [Theory]
    [InlineData("streaming")]
    [InlineData("orders.yaml")]
    public async Task Missing_folder_is_told(string path)
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path, options => options.Path = path);

        var failure = await follower.FailAsync();

        Assert.Equal("PathNotFound", failure.Reason);
        Assert.Contains($"\"{path}\"", failure.Message);
    }

    [Fact]
    public async Task Missing_repository_is_told()
    {
        using var follower = new Follower(Path.Combine(_folder.Path, "nowhere.git"));

        Assert.Equal("RepositoryNotFound", (await follower.FailAsync()).Reason);
    }

    [Theory]
    [InlineData("git")]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Closed_port_is_unreachable(string scheme)
    {
        using var follower = new Follower($"{scheme}://127.0.0.1:{ClosedPort()}/platform.git");

        var failure = await follower.FailAsync();

        Assert.Equal("Unreachable", failure.Reason);
        Assert.Contains("check host, port", failure.Message);
    }

    [Theory]
    [InlineData("git")]
    [InlineData("http")]
    public async Task Server_that_never_answers_is_given_up_in_time(string scheme)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var follower = new Follower($"{scheme}://{silent.LocalEndpoint}/platform.git", options => options.Timeout = TimeSpan.FromSeconds(0.2));

        Assert.Equal("Timeout", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public async Task Caller_who_gives_up_is_not_told_of_a_timeout()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        using var follower = new Follower(_origin.Path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower.Source.ReadAsync(given.Token));
    }

    [Theory]
    [InlineData("HEAD", "garbage")]
    [InlineData("config", "[[[")]
    [InlineData("refs/remotes/origin/main", "0123456789012345678901234567890123456789\n")]
    [InlineData("objects/pack", null)]
    public async Task Damaged_copy_is_made_anew(string part, string? content)
    {
        _origin.Commit("main", ("orders.yaml", "1"));
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();
        Damage(Path.Combine(Directory.GetDirectories(follower.Cache, "*.git").Single(), part), content);
        _origin.Commit("main", ("orders.yaml", "2"));

        await follower.ReadAsync();

        Assert.Equal(["orders.yaml=2"], follower.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_whose_objects_were_lost_or_damaged_while_the_process_was_down_is_made_anew(bool lost)
    {
        _origin.Commit("main", ("orders.yaml", "1"));
        using var cache = new TemporaryFolder();
        using (var before = new Follower(_origin.Path, options => options.CacheDirectory = cache.Path))
            await before.ReadAsync();
        var copy = Directory.GetDirectories(cache.Path, "*.git").Single();
        foreach (var pack in Directory.GetFiles(Path.Combine(copy, "objects", "pack")))
        {
            File.SetAttributes(pack, FileAttributes.Normal);
            if (lost)
                File.Delete(pack);
            else if (pack.EndsWith(".pack", StringComparison.Ordinal))
                File.WriteAllBytes(pack, [.. File.ReadAllBytes(pack).Select((value, index) => index < 12 ? value : (byte)0)]);
        }

        using var follower = new Follower(_origin.Path, options => options.CacheDirectory = Path.GetDirectoryName(copy)!);
        await follower.ReadAsync();

        Assert.Equal(["orders.yaml=1"], follower.Files);
        Assert.Equal([copy], Directory.GetDirectories(cache.Path, "*.git"));
    }

    [Fact]
    public async Task Copy_that_is_made_anew_is_logged()
    {
        _origin.Commit("main", ("orders.yaml", "1"));
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();
        Damage(Path.Combine(Directory.GetDirectories(follower.Cache, "*.git").Single(), "config"), "[[[");
        _origin.Commit("main", ("orders.yaml", "2"));

        await follower.ReadAsync();

        Assert.Contains(follower.Log.Lines, line => line.StartsWith("Warning 1001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_with_the_packs_of_many_fetches_is_made_anew()
    {
        _origin.Commit("main", ("orders.yaml", "1"));
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();
        var packs = Path.Combine(Directory.GetDirectories(follower.Cache, "*.git").Single(), "objects", "pack");
        foreach (var number in Enumerable.Range(1, 200))
            File.WriteAllText(Path.Combine(packs, $"pack-{number:x40}.pack"), "");
        _origin.Commit("main", ("orders.yaml", "2"));

        await follower.ReadAsync();

        Assert.Single(Directory.GetFiles(packs, "*.pack"));
    }

    [Fact]
    public async Task Cache_that_cannot_be_written_is_told()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path, options => options.CacheDirectory = _folder.File("occupied", ""));

        var failure = await follower.FailAsync();

        Assert.Equal("CacheUnusable", failure.Reason);
        Assert.EndsWith("set CacheDirectory to a folder that can be written", failure.Message);
    }

    [Fact]
    public async Task Fetch_that_grows_too_large_is_stopped()
    {
        _origin.Commit("main", ("large.bin", Convert.ToHexString(new Random(1).GetItems<byte>([.. Enumerable.Range(0, 256).Select(value => (byte)value)], 200_000))));
        using var server = await GitServer.StartAsync(_folder.Path);
        using var follower = new Follower(server.Url("platform.git"), options => options.MaxFetchBytes = 1000);

        Assert.Equal("RepositoryTooLarge", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public void Network_timeouts_of_libgit2_can_be_set() => Assert.Null(NetworkTimeouts.AtLeast(TimeSpan.FromSeconds(60)));

    [Fact]
    public void Url_with_credentials_is_refused_even_when_nobody_validated() =>
        Assert.DoesNotContain("s3cret", Assert.Throws<OptionsValidationException>(() => new Follower("https://reader:s3cret@git.example.com/platform.git")).ToString());

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Dispose();
    }

    private static void Damage(string path, string? content)
    {
        if (content is not null)
            File.WriteAllText(path, content);
        else
            Directory.Delete(path, recursive: true);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
