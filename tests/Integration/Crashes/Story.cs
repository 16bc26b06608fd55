using System.Text.Json;
using GitOpsKafka.Tests.Integration.Fixtures;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>
/// A platform as its commits tell it, and what the servers must show for it: not only the end, but also how often each thing was
/// written. Not thread-safe.
/// </summary>
internal sealed class Story(CrashSite site, PodWitness pods, RealTopics kafka)
{
    private readonly SortedDictionary<string, ToldTopic> _topics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _births = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _topicIds = new(StringComparer.Ordinal);
    private int _brokers = 3;
    private int _clusterWrites;
    private int _brokersWrites;
    private int _controllersWrites;
    private string _version = "4.2.1";
    private int _retentionHours = 168;

    public IReadOnlyCollection<string> Topics => _topics.Keys;

    /// <summary>The topics that are there from the beginning; all sites share one Kafka, so names begin with the site's.</summary>
    public string OrdersTopic => $"{site.Name}.orders";

    public string PaymentsTopic => $"{site.Name}.payments";

    public int Brokers => _brokers;

    public Task BeginAsync()
    {
        (_clusterWrites, _brokersWrites, _controllersWrites) = (1, 1, 1);
        foreach (var ordinal in Enumerable.Range(0, 3))
            (_births[$"orders-controllers-{ordinal}"], _births[$"orders-brokers-{ordinal}"]) = (1, 1);
        var files = new Dictionary<string, string?> { ["clusters/orders.yaml"] = ClusterText() };
        foreach (var topic in new[] { OrdersTopic, PaymentsTopic })
            files[$"topics/{topic}.yaml"] = TopicText(topic, _topics[topic] = new ToldTopic(1, 6, 86_400_000));
        return site.PushAsync(files, "Create orders");
    }

    public Task ScaleAsync(int brokers)
    {
        foreach (var ordinal in Enumerable.Range(_brokers, Math.Max(0, brokers - _brokers)))
            _births[$"orders-brokers-{ordinal}"] = _births.GetValueOrDefault($"orders-brokers-{ordinal}") + 1;
        _brokers = brokers;
        _clusterWrites++;
        _brokersWrites++;
        return PushClusterAsync($"Run {brokers} brokers");
    }

    public Task ConfigureAsync(int retentionHours)
    {
        _retentionHours = retentionHours;
        return RollAsync($"Keep {retentionHours} hours");
    }

    public Task UpgradeAsync(string version)
    {
        _version = version;
        return RollAsync($"Upgrade to {version}");
    }

    public Task CreateTopicAsync(string name) => ChangeTopicAsync(name, new ToldTopic(1, 3, 86_400_000), "Create");

    public Task AddPartitionsAsync(string name, int more) =>
        ChangeTopicAsync(name, _topics[name] with { Writes = _topics[name].Writes + 1, Partitions = _topics[name].Partitions + more }, "Add partitions to");

    public Task RetainAsync(string name, int milliseconds) =>
        ChangeTopicAsync(name, _topics[name] with { Writes = _topics[name].Writes + 1, RetentionMs = milliseconds }, "Change retention of");

    public Task DeleteTopicAsync(string name)
    {
        _topics.Remove(name);
        _topicIds.Remove(name);
        return site.PushAsync(new Dictionary<string, string?> { [$"topics/{name}.yaml"] = null }, $"Delete {name}");
    }

    /// <summary>What is not yet as told; null when all is, and the trail has an outcome for every request.</summary>
    public async Task<string?> WhyNotToldAsync()
    {
        if (!Is(await site.GetAsync("apis/gitopskafka.io/v1alpha1 kafkaclusters/orders"), cluster => IsReady(cluster)
            && cluster.GetProperty("spec").GetProperty("brokers").GetProperty("replicas").GetInt32() == _brokers
            && cluster.GetProperty("spec").GetProperty("version").ValueEquals(_version)
            && $"{cluster.GetProperty("spec").GetProperty("config").GetProperty("log.retention.hours")}" == $"{_retentionHours}"))
            return "KafkaCluster orders";
        if (!await IsStatefulSetAsync("orders-controllers", 3) || !await IsStatefulSetAsync("orders-brokers", _brokers))
            return "StatefulSets";
        foreach (var (name, told) in _topics)
        {
            if (await WhyNotTopicAsync(name, told) is { } why)
                return why;
        }

        return await site.WhyNotQuietAsync();
    }

    /// <summary>Everything was written exactly as often as it was told.</summary>
    public async Task AssertWrittenOnceAsync()
    {
        Assert.Equal(_clusterWrites, Generation(await site.GetAsync("apis/gitopskafka.io/v1alpha1 kafkaclusters/orders")));
        Assert.Equal(_brokersWrites, Generation(await site.GetAsync("apis/apps/v1 statefulsets/orders-brokers")));
        Assert.Equal(_controllersWrites, Generation(await site.GetAsync("apis/apps/v1 statefulsets/orders-controllers")));
        Assert.Equal(_births, pods.Births);
        foreach (var (name, told) in _topics)
        {
            Assert.Equal((name, told.Writes), (name, Generation(await site.GetAsync($"apis/gitopskafka.io/v1alpha1 kafkatopics/{name}"))));
            var real = (await kafka.FindAsync(name))!;
            Assert.Equal((name, _topicIds.TryGetValue(name, out var id) ? id : _topicIds[name] = real.Id), (name, real.Id));
        }
    }

    private async Task<string?> WhyNotTopicAsync(string name, ToldTopic told) =>
        !Is(await site.GetAsync($"apis/gitopskafka.io/v1alpha1 kafkatopics/{name}"), IsReady) ? $"KafkaTopic {name}"
        : await kafka.FindAsync(name) is { } real && real.Partitions == told.Partitions && real.Config.GetValueOrDefault("retention.ms") == $"{told.RetentionMs}" ? null
        : $"topic {name}";

    private async Task<bool> IsStatefulSetAsync(string name, int replicas) =>
        Is(await site.GetAsync($"apis/apps/v1 statefulsets/{name}"), set => set.GetProperty("spec").GetProperty("replicas").GetInt32() == replicas
            && set.GetProperty("spec").GetProperty("template").GetProperty("metadata").GetProperty("annotations").GetProperty("gitopskafka.io/version").ValueEquals(_version)
            && set.GetProperty("status").TryGetProperty("readyReplicas", out var ready) && ready.GetInt32() == replicas);

    private Task RollAsync(string message)
    {
        foreach (var pod in _births.Keys.Where(IsRunning).ToList())
            _births[pod]++;
        _clusterWrites++;
        _brokersWrites++;
        _controllersWrites++;
        return PushClusterAsync(message);
    }

    private bool IsRunning(string pod) => !pod.StartsWith("orders-brokers-", StringComparison.Ordinal) || int.Parse(pod["orders-brokers-".Length..]) < _brokers;

    private Task ChangeTopicAsync(string name, ToldTopic told, string verb) =>
        site.PushAsync(new Dictionary<string, string?> { [$"topics/{name}.yaml"] = TopicText(name, _topics[name] = told) }, $"{verb} {name}");

    private Task PushClusterAsync(string message) => site.PushAsync(new Dictionary<string, string?> { ["clusters/orders.yaml"] = ClusterText() }, message);

    private string ClusterText() => Here(Manifests.Cluster("orders", _brokers, _version, $"default.replication.factor: 3, min.insync.replicas: 2, log.retention.hours: {_retentionHours}"));

    private string TopicText(string name, ToldTopic told) => Here(Manifests.Topic(name, told.Partitions, $"retention.ms: {told.RetentionMs}"));

    private string Here(string manifest) => manifest.Replace("namespace: streaming", $"namespace: {site.Name}", StringComparison.Ordinal);

    private static bool Is(JsonElement? found, Func<JsonElement, bool> isTold) => found is { ValueKind: JsonValueKind.Object } json && isTold(json);

    private static long Generation(JsonElement? found) => found!.Value.GetProperty("metadata").GetProperty("generation").GetInt64();

    /// <summary>As <c>kubectl wait</c> and kstatus read it.</summary>
    internal static bool IsReady(JsonElement resource) => resource.TryGetProperty("status", out var status)
        && status.TryGetProperty("observedGeneration", out var seen) && seen.GetInt64() == resource.GetProperty("metadata").GetProperty("generation").GetInt64()
        && status.GetProperty("conditions").EnumerateArray().Any(condition => condition.GetProperty("type").ValueEquals("Ready") && condition.GetProperty("status").ValueEquals("True"));

    /// <param name="Writes">How often its manifest was changed since it was made.</param>
    private sealed record ToldTopic(int Writes, int Partitions, int RetentionMs);
}
