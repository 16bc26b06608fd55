using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Tests.Integration.Fixtures;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>
/// Commits by application teams: each makes, changes or removes one topic. No commit waits for the one before. Not thread-safe.
/// </summary>
internal sealed class ToldTopics(CrashSite site, RealTopics kafka)
{
    private readonly SortedDictionary<string, (int Partitions, int RetentionMs)> _topics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>How many were pushed.</summary>
    public int Commits { get; private set; }

    /// <summary>The cluster that all topics are in.</summary>
    public Task PushClusterAsync() => site.PushAsync(new Dictionary<string, string?> { ["clusters/orders.yaml"] = Here(Manifests.Cluster("orders")) }, "Create orders");

    public Task PushAnyAsync(Random random)
    {
        Commits++;
        var known = _topics.Keys.ElementAtOrDefault(random.Next(_topics.Count + 1));
        return random.Next(10) switch
        {
            < 2 when known is not null => SetAsync(known, (_topics[known].Partitions + 1, _topics[known].RetentionMs), "Add a partition to"),
            < 4 when known is not null => SetAsync(known, (_topics[known].Partitions, 1_000_000 + Commits), "Change retention of"),
            4 when known is not null => DeleteAsync(known),
            _ => SetAsync($"{site.Name}.topic-{Commits:d3}", (1, 86_400_000), "Create"),
        };
    }

    /// <summary>
    /// What is not yet as the newest commit tells; null when every topic is as its last commit wants it, in Kubernetes and in Kafka,
    /// every removed one is gone from both, and the trail has an outcome for every request.
    /// </summary>
    public async Task<string?> WhyNotToldAsync()
    {
        foreach (var (name, told) in _topics)
        {
            if (await site.GetAsync($"apis/gitopskafka.io/v1alpha1 kafkatopics/{name}") is not { ValueKind: System.Text.Json.JsonValueKind.Object } stored || !Story.IsReady(stored))
                return $"KafkaTopic {name}";
            if (await kafka.FindAsync(name) is not { } real || real.Partitions != told.Partitions || real.Config.GetValueOrDefault("retention.ms") != $"{told.RetentionMs}")
                return $"topic {name}";
        }

        foreach (var name in _gone)
        {
            if (await site.GetAsync($"apis/gitopskafka.io/v1alpha1 kafkatopics/{name}") is not null || await kafka.FindAsync(name) is not null)
                return $"the end of {name}";
        }

        return await site.WhyNotQuietAsync();
    }

    /// <summary>
    /// Each topic that there is was requested by a create of its own. One that was made and removed while nobody looked may be absent
    /// from the trail: the reconciler follows the branch's tip, not each commit.
    /// </summary>
    public void AssertRequested(IReadOnlyCollection<PlatformEvent.ChangeRequested> requests)
    {
        var created = requests.Where(request => request.Operation == ChangeOperation.Create).Select(request => request.Resource.Name).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(_topics.Keys, name => !created.Contains(name));
        var deleted = requests.Where(request => request.Operation == ChangeOperation.Delete).Select(request => request.Resource.Name).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(_gone, name => created.Contains(name) && !deleted.Contains(name));
    }

    private Task SetAsync(string name, (int Partitions, int RetentionMs) told, string verb)
    {
        _topics[name] = told;
        var text = Here(Manifests.Topic(name, told.Partitions, $"retention.ms: {told.RetentionMs}"));
        return site.PushAsync(new Dictionary<string, string?> { [$"topics/{name}.yaml"] = text }, $"{verb} {name}");
    }

    private Task DeleteAsync(string name)
    {
        _topics.Remove(name);
        _gone.Add(name);
        return site.PushAsync(new Dictionary<string, string?> { [$"topics/{name}.yaml"] = null }, $"Delete {name}");
    }

    private string Here(string manifest) => manifest.Replace("namespace: streaming", $"namespace: {site.Name}", StringComparison.Ordinal);
}
