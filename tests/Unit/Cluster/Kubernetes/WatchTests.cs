using System.Globalization;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Ports;
using Microsoft.AspNetCore.Http;
using static GitOpsKafka.Tests.Unit.Cluster.Kubernetes.Json;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

public sealed class WatchTests
{
    private static readonly string Added = $$"""{"type":"ADDED","object":{{TopicText("orders", "5")}} }""" + "\n";

    private static readonly string Bookmark = """{"type":"BOOKMARK","object":{"kind":"KafkaTopic","metadata":{"resourceVersion":"9"}}}""" + "\n";

    [Fact]
    public async Task Watch_reads_lines_however_they_are_cut()
    {
        await using var server = await ApiServerFake.StartAsync(async (_, response) =>
        {
            foreach (var part in (Added + Added.Replace("ADDED", "DELETED", StringComparison.Ordinal) + Bookmark).Chunk(50))
            {
                await response.WriteAsync(new string(part));
                await response.Body.FlushAsync();
            }
        });
        using var api = server.Connect();

        var changes = await ReadAsync(api);

        Assert.Equal([(WatchEventType.Added, "5"), (WatchEventType.Deleted, "5"), (WatchEventType.Bookmark, "9")], changes.Select(change => (change.Type, change.ResourceVersion)));
        Assert.Equal(Key("orders"), changes[0].Object!.Key);
    }

    [Fact]
    public async Task Watch_hands_on_each_line_as_it_comes()
    {
        var release = new TaskCompletionSource();
        await using var server = await ApiServerFake.StartAsync(async (_, response) =>
        {
            await response.WriteAsync(Added);
            await response.Body.FlushAsync();
            await release.Task;
        });
        using var api = server.Connect();
        await using var watch = api.WatchAsync(Topics, null, null, "4", default).GetAsyncEnumerator();

        Assert.True(await watch.MoveNextAsync());
        release.SetResult();
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_asks_for_bookmarks_and_for_an_end_after_five_to_ten_minutes()
    {
        await using var server = await ApiServerFake.StartAsync((200, ""));
        using var api = server.Connect();

        Assert.Empty(await ReadAsync(api));

        var query = server.Requests.Single().Query;
        Assert.Equal(("true", "true", "4", "gitopskafka.io/cluster"), (query["watch"], query["allowWatchBookmarks"], query["resourceVersion"], query["labelSelector"]));
        Assert.InRange(int.Parse(query["timeoutSeconds"], CultureInfo.InvariantCulture), 300, 600);
    }

    [Theory]
    [InlineData(410)]
    [InlineData(200)]
    public async Task A_version_that_is_gone_is_told_by_status_or_by_line(int status)
    {
        var gone = Status(410, "Expired", "too old resource version");
        await using var server = await ApiServerFake.StartAsync((status, status == 410 ? gone : $$"""{"type":"ERROR","object":{{gone}} }""" + "\n"));
        using var api = server.Connect();

        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => ReadAsync(api));

        Assert.True(error.IsExpired);
        Assert.Equal("too old resource version", error.Message);
    }

    [Theory]
    [InlineData("{\"type\":\"ADDED\",\"obj", "Unreachable")]
    [InlineData("nonsense\n", "UnreadableAnswer")]
    [InlineData("{\"type\":\"RENAMED\",\"object\":{}}\n", "UnreadableAnswer")]
    public async Task A_watch_that_breaks_off_or_cannot_be_read_is_a_failure_without_status(string body, string reason)
    {
        await using var server = await ApiServerFake.StartAsync((200, body));
        using var api = server.Connect();

        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => ReadAsync(api));

        Assert.Equal((default, reason), (error.Status, error.Reason));
    }

    [Fact]
    public async Task A_line_without_end_is_refused()
    {
        await using var server = await ApiServerFake.StartAsync((200, new string(' ', WatchStream.LongestLine + 1)));
        using var api = server.Connect();

        Assert.Contains("longer than", (await Assert.ThrowsAsync<KubernetesApiException>(() => ReadAsync(api))).Message);
    }

    private static async Task<List<WatchEvent>> ReadAsync(KubernetesHttpApi api)
    {
        var changes = new List<WatchEvent>();
        await foreach (var change in api.WatchAsync(Topics, null, "gitopskafka.io/cluster", "4", default))
            changes.Add(change);
        return changes;
    }
}
