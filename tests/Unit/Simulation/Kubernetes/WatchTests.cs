using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Time;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kubernetes;

public sealed class WatchTests
{
    private readonly VirtualClock _clock = new();
    private readonly SimulatedKubernetes _api;

    public WatchTests() => _api = new SimulatedKubernetes(_clock, new Random(1), new SimulatedKubernetesOptions { BookmarkInterval = TimeSpan.FromMinutes(1) });

    [Fact]
    public async Task A_watch_from_a_list_misses_nothing()
    {
        var list = await _api.ListAsync(ResourceType.ConfigMaps, "streaming", null, default);
        await ApplyAsync("""{"a": "1"}""");
        await ApplyAsync("""{"a": "2"}""");
        await _api.DeleteAsync(ConfigMap("orders", "{}").Key, null, default);

        var seen = await TakeAsync(3, list.ResourceVersion, null);

        Assert.Equal([WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted], seen.Select(change => change.Type));
        Assert.Equal(seen.Select(change => change.ResourceVersion), seen.Select(change => change.Object!.ResourceVersion));
    }

    [Fact]
    public async Task An_object_that_stops_to_match_is_deleted_for_the_watch()
    {
        var list = await _api.ListAsync(ResourceType.ConfigMaps, null, null, default);
        await ApplyAsync("{}", """{"team": "payments"}""");
        await ApplyAsync("{}", """{"team": "orders"}""");
        await ApplyAsync("{}", """{"team": "payments"}""");

        var seen = await TakeAsync(3, list.ResourceVersion, "team in (payments, billing),!paused");

        Assert.Equal([WatchEventType.Added, WatchEventType.Deleted, WatchEventType.Added], seen.Select(change => change.Type));
    }

    [Fact]
    public async Task A_version_from_before_the_compaction_is_expired()
    {
        var list = await _api.ListAsync(ResourceType.ConfigMaps, null, null, default);
        await ApplyAsync("""{"a": "1"}""");
        _api.Compact();

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => TakeAsync(1, list.ResourceVersion, null));

        Assert.True(refused.IsExpired);
    }

    [Fact]
    public void A_quiet_watch_sends_bookmarks_with_newer_versions() => new SimulationLoop(_clock, SimulationLimits.Strict).Run(async () =>
    {
        var list = await _api.ListAsync(ResourceType.ConfigMaps, null, null, default);
        var topic = await _api.ApplyAsync(Topic("orders.v1", 6), new ApplyOptions("gitopskafka"), default);
        using var pause = _clock.CreateTimer(_ => _api.Compact(), null, TimeSpan.FromSeconds(59), Timeout.InfiniteTimeSpan);

        var task = TakeAsync(1, list.ResourceVersion, null);
        await Task.Delay(TimeSpan.FromSeconds(30), _clock);
        var another = await _api.ApplyAsync(Topic("orders.v2", 6), new ApplyOptions("gitopskafka"), default);

        var seen = Assert.Single(await task);
        Assert.Equal(WatchEventType.Bookmark, seen.Type);
        Assert.Equal(another.ResourceVersion, seen.ResourceVersion);
        Assert.NotEqual(topic.ResourceVersion, seen.ResourceVersion);
    });

    [Fact]
    public void A_watch_ends_when_it_is_cancelled() => new SimulationLoop(_clock, SimulationLimits.Strict).Run(async () =>
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _api.WatchAsync(ResourceType.ConfigMaps, null, null, "1", stop.Token))
            {
            }
        });
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Elapsed);
    });

    private Task<KubeObject> ApplyAsync(string data, string labels = "{}") =>
        _api.ApplyAsync(ConfigMap("orders", data, labels), new ApplyOptions("gitopskafka"), default);

    private async Task<List<WatchEvent>> TakeAsync(int count, string version, string? selector)
    {
        var seen = new List<WatchEvent>();
        await foreach (var change in _api.WatchAsync(ResourceType.ConfigMaps, "streaming", selector, version, default))
        {
            seen.Add(change);
            if (seen.Count == count)
                break;
        }

        return seen;
    }
}
