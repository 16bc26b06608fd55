using System.Net;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static GitOpsKafka.Tests.Unit.Cluster.Kubernetes.Json;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

public sealed class WatchCacheTests : IDisposable
{
    private static readonly KubernetesApiException Unreachable = new(default, "Unreachable", "no answer");
    private static readonly KubernetesApiException Gone = new(HttpStatusCode.Gone, "Expired", "too old");
    private static readonly KubernetesApiException NoSuchType = new(HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");

    private readonly SingleThread _thread = new();
    private readonly FakeTimeProvider _time = new();
    private readonly WatchedApiFake _api = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchCache _cache;
    private readonly Task _run;

    public WatchCacheTests()
    {
        _api.Objects.Add(Topic("orders", "1"));
        _cache = new WatchCache(_api, new WatchScope(Topics), _time, new Random(1), NullLogger<WatchCache>.Instance);
        _run = _cache.RunAsync(_stop.Token);
        _thread.Drain();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Drain();
        _thread.Dispose();
        _stop.Dispose();
        Assert.True(_run.IsCompletedSuccessfully);
    }

    [Fact]
    public void Cache_holds_the_list_and_watches_from_its_version()
    {
        Assert.True(_cache.IsSynced);
        Assert.Equal([Key("orders")], _cache.Snapshot.Keys);
        Assert.Equal(["1"], _api.WatchedFrom);
    }

    [Fact]
    public void Cache_follows_what_the_watch_tells()
    {
        var before = _cache.Snapshot;

        Tell(() => _api.Tell(WatchEventType.Added, Topic("bills", "2")), () => _api.Tell(WatchEventType.Modified, Topic("orders", "3")));
        Assert.Equal("2 3", string.Join(' ', _cache.Snapshot.Values.Select(topic => topic.ResourceVersion).Order()));

        Tell(() => _api.Tell(WatchEventType.Deleted, Topic("orders", "4")));
        Assert.Equal([Key("bills")], _cache.Snapshot.Keys);
        Assert.Equal([Key("orders")], before.Keys);
    }

    [Fact]
    public void Watch_that_ends_is_taken_up_from_the_last_version_without_a_list()
    {
        Tell(() => _api.Bookmark("8"), _api.End);

        Assert.Equal(["1", "8"], _api.WatchedFrom);
        Assert.Equal(1, _api.Lists);
    }

    [Fact]
    public void Expired_version_is_answered_by_a_list_at_once()
    {
        var known = _cache.Snapshot[Key("orders")];
        _api.Objects.Add(Topic("bills", "5"));
        _api.Version = "6";

        Tell(() => _api.Break(Gone));

        Assert.Equal(2, _api.Lists);
        Assert.Equal(["1", "6"], _api.WatchedFrom);
        Assert.Equal(2, _cache.Snapshot.Count);
        Assert.Same(known, _cache.Snapshot[Key("orders")]);
    }

    [Fact]
    public void Objects_that_went_between_two_lists_go()
    {
        _api.Objects.Clear();

        Tell(() => _api.Break(Gone));

        Assert.Empty(_cache.Snapshot);
    }

    [Fact]
    public void A_list_that_brings_nothing_new_is_no_change()
    {
        var version = _cache.Version;

        Tell(() => _api.Break(Gone));

        Assert.Equal(2, _api.Lists);
        Assert.Equal(version, _cache.Version);
    }

    [Fact]
    public void Failures_never_empty_the_snapshot()
    {
        _api.Failure = Unreachable;
        Tell(() => _api.Break(Gone));
        Pass(TimeSpan.FromMinutes(10));

        Assert.True(_cache.IsSynced);
        Assert.Single(_cache.Snapshot);
        Assert.True(_cache.IsStale);
    }

    [Fact]
    public void Pauses_between_attempts_grow_from_a_fifth_of_a_second_to_half_a_minute()
    {
        var attempts = new List<double>();
        _api.Failure = Unreachable;
        Tell(() => _api.Break(Unreachable));
        var begun = _time.GetUtcNow();
        for (var seen = _api.WatchedFrom.Count; attempts.Count < 14; seen = _api.WatchedFrom.Count)
        {
            Pass(TimeSpan.FromMilliseconds(50));
            if (_api.WatchedFrom.Count > seen)
                attempts.Add((_time.GetUtcNow() - begun).TotalSeconds);
        }

        var pauses = attempts.Zip(attempts.Skip(1), (one, next) => next - one).Prepend(attempts[0]).ToList();
        Assert.InRange(pauses[0], 0.2, 0.35);
        Assert.All(pauses.Take(6).Zip(pauses.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(pauses.Skip(8), pause => Assert.InRange(pause, 20, 30.1));
    }

    [Fact]
    public void Recovery_is_seen_and_the_next_failure_starts_from_a_short_pause_again()
    {
        _api.Failure = Unreachable;
        Tell(() => _api.Break(Unreachable));
        Pass(TimeSpan.FromMinutes(5));
        Assert.True(_cache.IsStale);

        _api.Failure = null;
        Pass(TimeSpan.FromSeconds(30));
        Tell(() => _api.Bookmark("9"));
        Assert.False(_cache.IsStale);
        Assert.Equal(_time.GetUtcNow(), _cache.LastSyncedAt);

        var watches = _api.WatchedFrom.Count;
        Tell(() => _api.Break(Unreachable));
        Pass(TimeSpan.FromMilliseconds(300));
        Assert.Equal(watches + 1, _api.WatchedFrom.Count);
    }

    [Fact]
    public void Type_that_is_not_served_is_unknown_until_it_is()
    {
        _api.Failure = NoSuchType;
        Tell(() => _api.Break(Gone));
        Assert.False(_cache.IsSynced);

        var sync = _cache.WaitForSyncAsync(default);
        _api.Failure = null;
        Pass(TimeSpan.FromSeconds(1));

        Assert.True(sync.IsCompletedSuccessfully);
    }

    [Fact]
    public void Watch_that_always_ends_at_once_does_not_spin()
    {
        for (var i = 0; i < 5; i++)
            Tell(_api.End);

        Assert.Single(_api.WatchedFrom);
    }

    [Fact]
    public void Waiting_ends_with_the_next_change_and_at_once_when_there_was_one()
    {
        var version = _cache.Version;
        var waiting = _cache.WaitForChangeAsync(version, default);
        Assert.False(waiting.IsCompleted);

        Tell(() => _api.Bookmark("2"));
        Assert.False(waiting.IsCompleted);
        Tell(() => _api.Tell(WatchEventType.Added, Topic("bills", "3")));

        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.True(_cache.WaitForChangeAsync(version, default).IsCompletedSuccessfully);
    }

    [Fact]
    public void Waiting_can_be_given_up()
    {
        using var patience = new CancellationTokenSource();
        var waiting = _cache.WaitForChangeAsync(_cache.Version, patience.Token);

        patience.Cancel();
        _thread.Drain();

        Assert.True(waiting.IsCanceled);
    }

    private void Tell(params ReadOnlySpan<Action> steps)
    {
        foreach (var step in steps)
        {
            step();
            _thread.Drain();
        }
    }

    private void Pass(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMilliseconds(50))
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            _thread.Drain();
        }
    }
}
