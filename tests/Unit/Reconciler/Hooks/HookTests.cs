using System.IO.Pipelines;
using GitOpsKafka.Reconciler.Hooks;

namespace GitOpsKafka.Tests.Unit.Reconciler.Hooks;

public sealed class HookTests
{
    private const string Push = """{"ref": "refs/heads/main", "after": "9f3c2a1b"}""";

    [Theory]
    [InlineData("X-Signature")]
    [InlineData("X-Hub-Signature-256")]
    public async Task Signed_push_wakes_the_loop(string header)
    {
        using var receiver = new Receiver();

        var (status, _) = await receiver.SendAsync(Push, (header, Receiver.Sign(Push)));

        Assert.Equal(202, status);
        Assert.True(await receiver.WokeAsync());
    }

    [Fact]
    public async Task Signature_in_capitals_is_the_same_signature()
    {
        using var receiver = new Receiver();

        Assert.Equal(202, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push).ToUpperInvariant()))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=abcd")]
    [InlineData("sha256=zz14d77ab70a1cf4d3ee0ba0a4f28bd8e4ba0e9a6d0dbcbd38a5b3ad4ab1cd2b")]
    [InlineData("sha1=2fd4e1c67a2d28fced849ee1bb76e7391b93eb12")]
    public async Task Push_without_a_readable_signature_is_refused_in_one_line(string? signature)
    {
        using var receiver = new Receiver();

        var (status, answer) = await receiver.SendAsync(Push, signature is null ? [] : [("X-Signature", signature)]);

        Assert.Equal(401, status);
        Assert.Single(answer.TrimEnd('\n').Split('\n'));
        Assert.False(await receiver.WokeAsync());
    }

    [Theory]
    [InlineData(Push, "another secret")]
    [InlineData("""{"ref": "refs/heads/other"}""", Receiver.Secret)]
    public async Task Signature_of_another_secret_or_body_is_refused(string signed, string secret)
    {
        using var receiver = new Receiver();

        Assert.Equal(401, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(signed, secret)))).Status);
        Assert.False(await receiver.WokeAsync());
    }

    [Fact]
    public async Task Two_signatures_that_differ_are_refused()
    {
        using var receiver = new Receiver();

        Assert.Equal(401, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push)), ("X-Hub-Signature-256", Receiver.Sign("other")))).Status);
        Assert.Equal(202, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push)), ("X-Hub-Signature-256", Receiver.Sign(Push)))).Status);
    }

    [Theory]
    [InlineData("X-Delivery-Id")]
    [InlineData("X-GitHub-Delivery")]
    [InlineData("X-Gitea-Delivery")]
    public async Task Repeated_delivery_is_seen_and_does_not_wake(string header)
    {
        using var receiver = new Receiver();
        (string, string)[] headers = [("X-Signature", Receiver.Sign(Push)), (header, "72d3162e-cc78-11e3-81ab-4c9367dc0958")];
        await receiver.SendAsync(Push, headers);
        await receiver.WokeAsync();

        Assert.Equal((200, "already seen\n"), await receiver.SendAsync(Push, headers));
        Assert.False(await receiver.WokeAsync());
    }

    [Fact]
    public async Task Delivery_is_forgotten_after_its_time()
    {
        using var receiver = new Receiver(("RememberFor", "01:00:00"));
        (string, string)[] headers = [("X-Signature", Receiver.Sign(Push)), ("X-Delivery-Id", "1")];
        await receiver.SendAsync(Push, headers);

        receiver.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(200, (await receiver.SendAsync(Push, headers)).Status);
        receiver.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(202, (await receiver.SendAsync(Push, headers)).Status);
    }

    [Fact]
    public async Task Oldest_delivery_is_forgotten_when_there_are_too_many()
    {
        using var receiver = new Receiver(("RememberAtMost", "2"));
        async Task<int> StatusAsync(string id) => (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push)), ("X-Delivery-Id", id))).Status;

        foreach (var id in new[] { "1", "2", "3" })
            Assert.Equal(202, await StatusAsync(id));
        Assert.Equal(200, await StatusAsync("3"));
        Assert.Equal(202, await StatusAsync("1"));
    }

    [Fact]
    public async Task Unsigned_sender_cannot_mark_a_delivery_as_seen()
    {
        using var receiver = new Receiver();
        await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push, "guessed")), ("X-Delivery-Id", "1"));

        Assert.Equal(202, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push)), ("X-Delivery-Id", "1"))).Status);
    }

    [Theory]
    [InlineData("""{"ref": "refs/heads/other"}""", false)]
    [InlineData("""{"ref": "refs/tags/main"}""", false)]
    [InlineData("""{"branch": "other"}""", false)]
    [InlineData("""{"ref": "refs/heads/main"}""", true)]
    [InlineData("""{"branch": "main"}""", true)]
    [InlineData("""{"zen": "Keep it logically awesome."}""", true)]
    [InlineData("payload=%7B%7D", true)]
    [InlineData("", true)]
    public async Task Push_wakes_unless_it_says_plainly_that_it_is_of_another_branch(string body, bool wakes)
    {
        using var receiver = new Receiver(("Branch", "main"));

        Assert.Equal(202, (await receiver.SendAsync(body, ("X-Signature", Receiver.Sign(body)))).Status);
        Assert.Equal(wakes, await receiver.WokeAsync());
    }

    [Fact]
    public async Task Body_that_is_announced_as_too_large_is_refused_unread()
    {
        using var receiver = new Receiver(("MaxBodyBytes", "10"));

        Assert.Equal(413, (await receiver.SendAsync(new Pipe().Reader, ("X-Signature", Receiver.Sign("")), ("Content-Length", "11"))).Status);
    }

    [Fact]
    public async Task Body_that_grows_too_large_is_refused()
    {
        using var receiver = new Receiver(("MaxBodyBytes", "10"));
        var (fits, tooLarge) = (new string('x', 10), new string('x', 11));

        Assert.Equal(202, (await receiver.SendAsync(fits, ("X-Signature", Receiver.Sign(fits)))).Status);
        Assert.Equal(413, (await receiver.SendAsync(tooLarge, ("X-Signature", Receiver.Sign(tooLarge)))).Status);
    }

    [Fact]
    public async Task Body_that_does_not_arrive_in_time_is_refused()
    {
        using var receiver = new Receiver();
        var sent = receiver.SendAsync(new Pipe().Reader, ("X-Signature", Receiver.Sign("")));
        receiver.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(sent.IsCompleted);

        receiver.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(408, (await sent).Status);
    }

    [Fact]
    public async Task Rotated_secret_is_used_for_the_next_hook()
    {
        using var receiver = new Receiver();
        receiver.WriteSecret("new secret of 2026");

        Assert.Equal(401, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push)))).Status);
        Assert.Equal(202, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push, "new secret of 2026")))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData(null)]
    public async Task Without_a_secret_no_hook_is_taken(string? secret)
    {
        using var receiver = new Receiver();
        if (secret is null)
            File.Delete(receiver.SecretFile);
        else
            receiver.WriteSecret(secret);

        Assert.Equal(503, (await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push, "")))).Status);
        Assert.False(await receiver.WokeAsync());
    }

    [Fact]
    public async Task Log_holds_no_body_no_secret_and_no_signature()
    {
        using var receiver = new Receiver();
        await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push)), ("X-Delivery-Id", "line\nbreak"));
        await receiver.SendAsync(Push, ("X-Signature", Receiver.Sign(Push, "other")));

        Assert.Equal(2, receiver.Log.Lines.Count);
        foreach (var hidden in new[] { "9f3c2a1b", Receiver.Secret, Receiver.Sign(Push)[7..], "line\nbreak" })
            Assert.DoesNotContain(receiver.Log.Lines, line => line.Contains(hidden, StringComparison.OrdinalIgnoreCase));
    }
}
