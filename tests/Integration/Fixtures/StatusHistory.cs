using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>Every status that an object was seen with, in order. Thread-safe.</summary>
internal sealed class StatusHistory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LivePlatform _platform;
    private readonly ObjectKey _key;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _contradictions = [];
    private readonly Task _watching;

    private StatusHistory(LivePlatform platform, ObjectKey key)
    {
        (_platform, _key) = (platform, key);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Statuses that no reader could make sense of.</summary>
    public IReadOnlyList<string> Contradictions
    {
        get
        {
            lock (_gate)
                return [.. _contradictions];
        }
    }

    public static StatusHistory Follow(LivePlatform platform, ObjectKey key) => new(platform, key);

    public void Mark(string text)
    {
        lock (_gate)
            _lines.Add($"— {text}");
    }

    public void Show(ITestOutputHelper output)
    {
        lock (_gate)
            _lines.ForEach(output.WriteLine);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            var list = await _platform.Api.ListAsync(_key.Type, _key.Namespace, null, _stop.Token);
            await foreach (var change in _platform.Api.WatchAsync(_key.Type, _key.Namespace, null, list.ResourceVersion, _stop.Token))
            {
                if (change.Object is { } seen && seen.Key == _key && seen.At("status", "conditions") is { } conditions)
                    Add(seen, conditions);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    private void Add(KubeObject seen, JsonElement conditions)
    {
        var states = conditions.EnumerateArray().ToDictionary(condition => condition.GetProperty("type").GetString()!, condition => condition);
        var text = string.Join(", ", states.Values.Select(condition => $"{condition.GetProperty("type").GetString()}={condition.GetProperty("status").GetString()}"));
        var line = $"generation {seen.Generation}, observed {seen.At("status", "observedGeneration")}: {text}: {states["Ready"].GetProperty("message").GetString()}";
        lock (_gate)
        {
            if (_lines.Count == 0 || _lines[^1] != line)
                _lines.Add(line);
            if (IsTrue("Ready") && (IsTrue("Reconciling") || IsTrue("Stalled")))
                _contradictions.Add(line);
            if (seen.At("status", "observedGeneration")?.GetInt64() > seen.Generation)
                _contradictions.Add(line);
        }

        bool IsTrue(string type) => states.TryGetValue(type, out var condition) && condition.GetProperty("status").ValueEquals("True");
    }
}
