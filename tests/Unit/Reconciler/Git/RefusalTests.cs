namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OriginRepository _origin;

    public RefusalTests() => _origin = new OriginRepository(_folder.Folder("platform.git"));

    [Fact]
    public async Task Symbolic_link_is_an_error_that_names_the_file()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        _origin.CommitLink("main", "topics/users.yaml", "/etc/passwd");
        using var follower = new Follower(_origin.Path);

        var revision = await follower.ReadAsync();

        Assert.False(revision.IsUsable);
        Assert.StartsWith("topics/users.yaml: is a symbolic link", Assert.Single(revision.Errors).ToString());
        Assert.DoesNotContain("topics/users.yaml", follower.Parsed);
    }

    [Fact]
    public async Task Submodule_is_ignored_with_a_warning()
    {
        _origin.Commit("main", ("orders.yaml", "orders"));
        _origin.CommitSubmodule("main", "shared");
        using var follower = new Follower(_origin.Path);

        var revision = await follower.ReadAsync();

        Assert.True(revision.IsUsable);
        Assert.StartsWith("shared: is a submodule and was ignored", Assert.Single(revision.Warnings).ToString());
    }

    [Fact]
    public async Task File_that_is_too_large_is_refused_and_not_parsed()
    {
        _origin.Commit("main", ("large.yaml", new string('x', 101)), ("small.yaml", new string('x', 100)));
        using var follower = new Follower(_origin.Path, options => options.MaxFileBytes = 100);

        var revision = await follower.ReadAsync();

        Assert.StartsWith("large.yaml: is 101 bytes, at most 100 are read", Assert.Single(revision.Errors).ToString());
        Assert.Equal(["small.yaml"], follower.Parsed);
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        _origin.Commit("main", ("b.yaml", new string('x', 101)), ("c.yaml", new string('x', 102)));
        _origin.CommitLink("main", "a.yaml", "b.yaml");
        using var follower = new Follower(_origin.Path, options => options.MaxFileBytes = 100);

        var revision = await follower.ReadAsync();

        Assert.Equal(["a.yaml GIT-01", "b.yaml GIT-02", "c.yaml GIT-02"], revision.Errors.Select(error => $"{error.File} {error.RuleId}"));
    }

    [Fact]
    public async Task Too_many_files_are_refused()
    {
        _origin.Commit("main", ("a.yaml", ""), ("streaming/b.yaml", ""), ("streaming/c.yaml", ""));
        using var follower = new Follower(_origin.Path, options => options.MaxFiles = 2);

        var revision = await follower.ReadAsync();

        Assert.StartsWith(".: more than 2 manifest files", Assert.Single(revision.Errors).ToString());
    }

    [Fact]
    public async Task Files_that_are_too_large_together_are_refused()
    {
        _origin.Commit("main", ("a.yaml", new string('x', 60)), ("b.yaml", new string('x', 60)));
        using var follower = new Follower(_origin.Path, options => options.MaxTotalBytes = 100);

        var revision = await follower.ReadAsync();

        Assert.Equal(("b.yaml", "GIT-04"), Assert.Single(revision.Errors) is var error ? (error.File, error.RuleId) : default);
    }

    [Fact]
    public async Task Folders_nested_beyond_reason_are_refused()
    {
        _origin.Commit("main", (string.Concat(Enumerable.Repeat("d/", 70)) + "orders.yaml", "orders"));
        using var follower = new Follower(_origin.Path);

        var revision = await follower.ReadAsync();

        Assert.Equal("GIT-06", Assert.Single(revision.Errors).RuleId);
    }

    [Fact]
    public async Task Mended_repository_is_usable_again()
    {
        _origin.CommitLink("main", "orders.yaml", "elsewhere");
        using var follower = new Follower(_origin.Path);
        await follower.ReadAsync();
        _origin.Commit("main", ("orders.yaml", "orders"));

        Assert.True((await follower.ReadAsync()).IsUsable);
        Assert.Equal(["orders.yaml=orders"], follower.Files);
    }

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Dispose();
    }
}
