using Microsoft.AspNetCore.Http;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class HttpsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OriginRepository _origin;
    private readonly TestAuthority _authority = new();

    public HttpsTests()
    {
        _origin = new OriginRepository(_folder.Folder("platform.git"));
        _origin.Commit("main", ("orders.yaml", "orders"));
    }

    private string CaFile => _folder.File("ca.pem", _authority.Pem);

    [Fact]
    public async Task Source_follows_a_repository_over_https_with_its_own_authority_and_a_login()
    {
        using var server = await GitServer.StartAsync(_folder.Path, _authority.Issue("localhost"), "reader:s3cret");
        using var follower = new Follower(server.Url("platform.git"), options =>
        {
            options.CaFile = CaFile;
            options.Username = "reader";
            options.PasswordFile = _folder.File("password", "s3cret\n");
        });
        await follower.ReadAsync();
        _origin.Commit("main", ("orders.yaml", "more orders"));

        var revision = await follower.ReadAsync();

        Assert.Equal(["orders.yaml=more orders"], follower.Files);
        Assert.Equal(2, revision.Commit.Sequence);
        Assert.DoesNotContain(follower.Log.Lines, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unchanged_branch_costs_one_request()
    {
        using var server = await GitServer.StartAsync(_folder.Path);
        using var follower = new Follower(server.Url("platform.git"));
        var first = await follower.ReadAsync();
        var before = server.Requests;

        Assert.Same(first, await follower.ReadAsync());
        Assert.Equal(before + 1, server.Requests);
    }

    [Fact]
    public async Task New_commit_costs_two_requests()
    {
        using var server = await GitServer.StartAsync(_folder.Path);
        using var follower = new Follower(server.Url("platform.git"));
        await follower.ReadAsync();
        _origin.Commit("main", ("orders.yaml", "more orders"));
        var before = server.Requests;

        await follower.ReadAsync();

        Assert.Equal(before + 2, server.Requests);
        Assert.Equal(["orders.yaml=more orders"], follower.Files);
    }

    [Fact]
    public async Task Fetch_that_breaks_is_told_and_the_next_look_goes_on()
    {
        using var server = await GitServer.StartAsync(_folder.Path);
        server.OnFetch = async context =>
        {
            context.Response.ContentType = "application/x-git-upload-pack-result";
            await context.Response.WriteAsync("0008NAK\n");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        using var follower = new Follower(server.Url("platform.git"));

        var failure = await follower.FailAsync();
        server.OnFetch = null;

        Assert.Equal("Unreachable", failure.Reason);
        Assert.True((await follower.ReadAsync()).IsUsable);
    }

    [Fact]
    public async Task Fetch_that_is_refused_is_told()
    {
        using var server = await GitServer.StartAsync(_folder.Path);
        server.OnFetch = context => Task.FromResult(context.Response.StatusCode = 403);
        using var follower = new Follower(server.Url("platform.git"));

        Assert.Equal("AuthenticationFailed", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public async Task Fetch_that_stalls_is_given_up_in_time()
    {
        using var server = await GitServer.StartAsync(_folder.Path);
        server.OnFetch = async context =>
        {
            context.Response.ContentType = "application/x-git-upload-pack-result";
            await context.Response.WriteAsync("0008NAK\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var follower = new Follower(server.Url("platform.git"), options => options.Timeout = TimeSpan.FromSeconds(1));

        Assert.Equal("Timeout", (await follower.FailAsync()).Reason);
        server.OnFetch = null;
        Assert.True((await follower.ReadAsync()).IsUsable);
    }

    [Fact]
    public async Task Unknown_authority_is_refused()
    {
        using var server = await GitServer.StartAsync(_folder.Path, _authority.Issue("localhost"));
        using var follower = new Follower(server.Url("platform.git"));

        var failure = await follower.FailAsync();

        Assert.Equal("CertificateInvalid", failure.Reason);
        Assert.Contains("CaFile", failure.Message);
    }

    [Theory]
    [InlineData("elsewhere.example.com", 30)]
    [InlineData("localhost", -1)]
    public async Task Certificate_for_another_host_or_past_its_time_is_refused(string host, int daysLeft)
    {
        using var server = await GitServer.StartAsync(_folder.Path, _authority.Issue(host, daysLeft));
        using var follower = new Follower(server.Url("platform.git"), options => options.CaFile = CaFile);

        Assert.Equal("CertificateInvalid", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public async Task Certificate_of_another_authority_is_refused()
    {
        using var server = await GitServer.StartAsync(_folder.Path, new TestAuthority().Issue("localhost"));
        using var follower = new Follower(server.Url("platform.git"), options => options.CaFile = CaFile);

        Assert.Equal("CertificateInvalid", (await follower.FailAsync()).Reason);
    }

    [Fact]
    public async Task Refused_login_is_told_without_the_credentials()
    {
        using var server = await GitServer.StartAsync(_folder.Path, _authority.Issue("localhost"), "reader:right");
        using var follower = new Follower(server.Url("platform.git"), options =>
        {
            options.CaFile = CaFile;
            options.TokenFile = _folder.File("token", "wr0ng-token");
        });

        var failure = await follower.FailAsync();

        Assert.Equal("AuthenticationFailed", failure.Reason);
        Assert.DoesNotContain("wr0ng", failure.ToString());
        Assert.DoesNotContain(Convert.ToBase64String("git:wr0ng-token"u8), failure.ToString());
    }

    [Fact]
    public async Task Rotated_token_is_used_at_the_next_look()
    {
        using var server = await GitServer.StartAsync(_folder.Path, _authority.Issue("localhost"), "git:new");
        using var follower = new Follower(server.Url("platform.git"), options =>
        {
            options.CaFile = CaFile;
            options.TokenFile = _folder.File("token", "old");
        });
        await follower.FailAsync();
        _folder.File("token", "new");

        Assert.True((await follower.ReadAsync()).IsUsable);
    }

    [Fact]
    public async Task Missing_credentials_file_is_told()
    {
        using var follower = new Follower("https://localhost/platform.git", options => options.TokenFile = Path.Combine(_folder.Path, "absent"));

        Assert.Equal("AuthenticationFailed", (await follower.FailAsync()).Reason);
    }

    [Theory]
    [InlineData("nowhere.git", "RepositoryNotFound")]
    [InlineData("moved.git", "RepositoryMoved")]
    public async Task Repository_that_is_not_there_is_told(string name, string reason)
    {
        using var server = await GitServer.StartAsync(_folder.Path);
        using var follower = new Follower(server.Url(name));

        var failure = await follower.FailAsync();

        Assert.Equal(reason, failure.Reason);
        if (reason == "RepositoryMoved")
            Assert.EndsWith("has moved to https://git.example.com/new.git: set Url to it", failure.Message);
    }

    [Fact]
    public async Task Empty_repository_over_http_is_a_failure()
    {
        using var empty = new OriginRepository(_folder.Folder("empty.git"));
        using var server = await GitServer.StartAsync(_folder.Path);
        using var follower = new Follower(server.Url("empty.git"));

        Assert.Equal("RepositoryEmpty", (await follower.FailAsync()).Reason);
    }

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Dispose();
        _authority.Dispose();
    }
}
