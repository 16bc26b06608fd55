namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class FollowingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OriginRepository _origin;

    public FollowingTests() => _origin = new OriginRepository(_folder.Folder("platform.git"));

    [Fact]
    public async Task Source_reads_the_default_branch_and_describes_the_commit()
    {
        var sha = _origin.Commit("main", ("topics/orders.yaml", "orders"), ("README.md", "read me"));
        using var follower = new Follower(_origin.Path);

        var commit = (await follower.ReadAsync()).Commit;

        Assert.Equal("GitSource/gitopskafka/platform", commit.Source.ToString());
        Assert.Equal((sha, "main", _origin.Path), (commit.Sha, commit.Branch, commit.Repository));
        Assert.Equal(("Ada Lovelace <ada@example.com>", "Merge Bot <bot@example.com>"), (commit.Author, commit.Committer));
        Assert.Equal("Change 1 of the platform\n\nBecause of the orders.", commit.Message);
        Assert.Equal((new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), 1L), (commit.Time, commit.Sequence));
        Assert.Equal(["topics/orders.yaml=orders"], follower.Files);
    }

    [Fact]
    public async Task Source_may_be_disposed_twice_as_a_container_of_services_does()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();

        follower.Source.Dispose();
    }

    [Fact]
    public async Task Source_gives_the_same_revision_while_the_commit_stays()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path);

        Assert.Same(await follower.ReadAsync(), await follower.ReadAsync());
    }

    [Fact]
    public async Task Source_sees_a_new_commit_and_parses_only_what_changed()
    {
        _origin.Commit("main", ("orders.yaml", "orders"), ("users.yaml", "users"));
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();
        var sha = _origin.Commit("main", ("orders.yaml", "more orders"));

        var revision = await follower.ReadAsync();

        Assert.Equal((sha, 2L), (revision.Commit.Sha, revision.Commit.Sequence));
        Assert.Equal(["orders.yaml=more orders", "users.yaml=users"], follower.Files);
        Assert.Equal(["orders.yaml", "users.yaml", "orders.yaml"], follower.Parsed);
    }

    [Fact]
    public async Task Source_forgets_a_deleted_file()
    {
        _origin.Commit("main", ("orders.yaml", "orders"), ("users.yaml", "users"));
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();
        _origin.Commit("main", ("users.yaml", null));

        await follower.ReadAsync();

        Assert.Equal(["orders.yaml=orders"], follower.Files);
    }

    [Fact]
    public async Task Source_follows_the_branch_that_is_named_and_no_other()
    {
        _origin.Commit("main", ("orders.yaml", "main"));
        _origin.Commit("production/eu", ("orders.yaml", "production"));
        using var follower = new Follower(_origin.Path, options => options.Branch = "production/eu");
        var first = await follower.ReadAsync();
        _origin.Commit("main", ("orders.yaml", "newer main"));

        Assert.Same(first, await follower.ReadAsync());
        Assert.Equal(["orders.yaml=production"], follower.Files);
    }

    [Fact]
    public async Task Source_reads_only_manifests_under_the_path()
    {
        _origin.Commit(
            "main",
            ("streaming/orders.yaml", "1"),
            ("streaming/eu/users.yml", "2"),
            ("streaming/SHOUTED.YAML", "3"),
            ("streaming/notes.txt", "no"),
            ("streaming/.hidden.yaml", "no"),
            ("streaming/.github/workflow.yaml", "no"),
            ("billing/orders.yaml", "no"));
        using var follower = new Follower(_origin.Path, options => options.Path = "./streaming/");

        await follower.ReadAsync();

        Assert.Equal(["streaming/SHOUTED.YAML=3", "streaming/eu/users.yml=2", "streaming/orders.yaml=1"], follower.Files);
    }

    [Fact]
    public async Task Folder_without_manifests_is_a_usable_revision()
    {
        _origin.Commit("main", ("streaming/README.md", "soon"));
        using var follower = new Follower(_origin.Path, options => options.Path = "streaming");

        Assert.True((await follower.ReadAsync()).IsUsable);
        Assert.Empty(follower.Files);
    }

    [Fact]
    public async Task Rewritten_branch_is_followed_and_its_sequence_grows()
    {
        foreach (var count in Enumerable.Range(1, 5))
            _origin.Commit("main", ("orders.yaml", $"version {count}"));
        using var follower = new Follower(_origin.Path);
        var before = await follower.ReadAsync();
        _origin.Forget("main");
        _origin.Commit("main", ("orders.yaml", "rewritten"));

        var after = await follower.ReadAsync();

        Assert.Equal((5L, 6L), (before.Commit.Sequence, after.Commit.Sequence));
        Assert.Equal(["orders.yaml=rewritten"], follower.Files);
    }

    [Fact]
    public async Task Branch_that_goes_back_and_forth_gets_a_new_sequence_each_time()
    {
        var first = _origin.Commit("main", ("orders.yaml", "1"));
        var second = _origin.Commit("main", ("orders.yaml", "2"));
        using var follower = new Follower(_origin.Path);
        var sequences = new List<long>();
        foreach (var sha in new[] { second, first, second })
        {
            _origin.Reset("main", sha);
            sequences.Add((await follower.ReadAsync()).Commit.Sequence);
        }

        Assert.Equal([2L, 3L, 4L], sequences);
    }

    [Fact]
    public async Task First_sequence_is_not_below_what_the_cluster_has_seen()
    {
        _origin.Commit("main", ("orders.yaml", "1"));
        using var follower = new Follower(_origin.Path, floor: 40);
        var first = await follower.ReadAsync();
        _origin.Commit("main", ("orders.yaml", "2"));

        var second = await follower.ReadAsync();

        Assert.Equal((40L, 41L), (first.Commit.Sequence, second.Commit.Sequence));
    }

    [Fact]
    public async Task Second_source_of_the_same_repository_keeps_a_copy_of_its_own()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var one = new Follower(_origin.Path);
        using var other = new Follower(_origin.Path, options => options.CacheDirectory = one.Cache);

        await one.ReadAsync();
        await other.ReadAsync();

        Assert.Equal(2, Directory.GetDirectories(one.Cache, "*.git").Length);
    }

    [Fact]
    public async Task Url_of_a_file_is_followed_too()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        using var follower = new Follower("file://" + _origin.Path);

        await follower.ReadAsync();

        Assert.Equal(["orders.yaml=orders"], follower.Files);
    }

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Dispose();
    }
}
