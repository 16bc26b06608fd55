using System.Collections.Immutable;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Writes commits by chance: what platform and application teams push, with their mistakes.</summary>
internal sealed class Author(Random random)
{
    private static readonly ImmutableSortedDictionary<string, string> NoConfig = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly string[] TopicNames = ["orders", "returns", "payments", "invoices", "shipments"];

    private readonly List<PlatformText> _past = [];
    private readonly Dictionary<string, TopicText> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Brokers, int Size)> _clusters = new(StringComparer.Ordinal);
    private PlatformText _now = PlatformText.Empty;
    private int _count;

    public Push First()
    {
        var isSmall = random.Next(3) == 0;
        var cluster = new ClusterText("orders", isSmall ? 0 : random.Next(2) == 0 ? 1 : 3, isSmall ? 1 : 3, "4.2.1", isSmall ? NoConfig : NoConfig.Add("min.insync.replicas", "2"));
        _now = _now.With(cluster);
        for (var topics = random.Next(3); topics > 0; topics--)
            _now = NewTopic();
        return Commit("first");
    }

    public Push Next() => random.Next(100) switch
    {
        < 18 => Change("create topic", NewTopic()),
        < 34 => Change("alter topic", AlteredTopic()),
        < 44 => Change("delete topic", WithoutTopic()),
        < 47 => Change("grow volumes", Cluster(cluster => cluster with { Size = cluster.Size + 10 })),
        < 54 => Change("configure cluster", Cluster(cluster => cluster with { Config = cluster.Config.SetItem("log.retention.ms", $"{random.Next(1, 99)}00000") })),
        < 64 => Change("upgrade", Cluster(cluster => cluster with { Version = cluster.Version == "4.2.1" ? "4.3.1" : "4.2.1" })),
        < 72 => Change("scale out", Cluster(cluster => cluster.Controllers == 0 ? cluster : cluster with { Brokers = Math.Min(5, cluster.Brokers + 1) })),
        < 76 => Change("second cluster", WithOrWithoutSecondCluster()),
        < 80 => Change("protect topic", Topic(topic => topic with { IsProtected = !topic.IsProtected })),
        < 84 when !_now.Topics.IsEmpty => Odd("fewer partitions", Topic(topic => topic with { Partitions = Math.Max(1, topic.Partitions - 1) }).Files()),
        < 90 => Odd("invalid", _now.Files().SetItem("topics/broken.yaml", random.Next(2) == 0 ? "kind: KafkaTopic\n  name: [\n" : NewText("broken").ToYaml().Replace("partitions: ", "partitions: -"))),
        < 94 => Odd("empty", ImmutableSortedDictionary<string, string>.Empty),
        _ => Rewrite(),
    };

    /// <summary>A commit that can be used, after which nothing more comes.</summary>
    public Push Last() => Commit("last");

    private Push Change(string what, PlatformText next)
    {
        _past.Add(_now);
        _now = next;
        return Commit(what);
    }

    private Push Commit(string what)
    {
        _now = Grown(_now);
        return new Push(what, _now.Files(), ++_count);
    }

    /// <summary>
    /// Brokers, volumes and partitions never become fewer or smaller, and a topic keeps its cluster and replicas, even when it was away meanwhile: what
    /// was away may never have been seen to be, and such a change is refused.
    /// </summary>
    private PlatformText Grown(PlatformText text)
    {
        foreach (var cluster in text.Clusters.Values)
            _clusters[cluster.Name] = (Math.Max(cluster.Brokers, _clusters.GetValueOrDefault(cluster.Name).Brokers), Math.Max(cluster.Size, _clusters.GetValueOrDefault(cluster.Name).Size));
        foreach (var topic in text.Topics.Values)
            _topics[topic.Name] = _topics.TryGetValue(topic.Name, out var known) ? topic with { Partitions = Math.Max(known.Partitions, topic.Partitions) } : topic;
        return new PlatformText(
            text.Clusters.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value with { Brokers = _clusters[entry.Key].Brokers, Size = _clusters[entry.Key].Size }, StringComparer.Ordinal),
            text.Topics.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value with { Partitions = _topics[entry.Key].Partitions }, StringComparer.Ordinal));
    }

    /// <summary>The commit after it goes on from the last good one.</summary>
    private Push Odd(string what, ImmutableSortedDictionary<string, string> files) => new(what, files, ++_count);

    /// <summary>The branch is forced back, and one commit is put on top.</summary>
    private Push Rewrite()
    {
        var back = Math.Min(random.Next(1, 4), _past.Count);
        _count = Math.Max(0, _count - back - 1);
        if (back == 0)
            return Commit("rewrite");
        _now = _past[^back];
        return Commit("rewrite");
    }

    private PlatformText NewTopic()
    {
        var free = TopicNames.Where(name => !_now.Topics.ContainsKey(name) && (!_topics.TryGetValue(name, out var known) || _now.Clusters.ContainsKey(known.Cluster))).ToArray();
        return free.Length == 0 ? _now : _now.With(NewText(free[random.Next(free.Length)]));
    }

    private TopicText NewText(string name)
    {
        if (_topics.TryGetValue(name, out var known))
            return known with { IsProtected = false };
        var cluster = _now.Clusters.Values.ElementAt(random.Next(_now.Clusters.Count));
        var replicas = Math.Min(cluster.Brokers, random.Next(4) == 0 ? 1 : 3);
        var config = random.Next(2) == 0 ? NoConfig : NoConfig.Add("retention.ms", $"{random.Next(1, 99)}000000");
        return new TopicText(name, cluster.Name, random.Next(1, 5), replicas, replicas == 3 && random.Next(3) == 0 ? config.Add("min.insync.replicas", "2") : config, IsProtected: false);
    }

    private PlatformText AlteredTopic() => Topic(topic => random.Next(3) switch
    {
        0 => topic with { Partitions = topic.Partitions + 1 },
        1 => topic with { Config = topic.Config.SetItem("retention.ms", $"{random.Next(1, 99)}000000") },
        _ => topic with { Config = topic.Config.Remove("retention.ms") },
    });

    private PlatformText WithoutTopic() =>
        _now.Topics.IsEmpty ? _now : _now with { Topics = _now.Topics.Remove(_now.Topics.Keys.ElementAt(random.Next(_now.Topics.Count))) };

    private PlatformText Topic(Func<TopicText, TopicText> change) =>
        _now.Topics.IsEmpty ? NewTopic() : _now.With(change(_now.Topics.Values.ElementAt(random.Next(_now.Topics.Count))));

    private PlatformText Cluster(Func<ClusterText, ClusterText> change) => _now.With(change(_now.Clusters.Values.ElementAt(random.Next(_now.Clusters.Count))));

    private PlatformText WithOrWithoutSecondCluster() => _now.Clusters.ContainsKey("audit")
        ? _now with { Clusters = _now.Clusters.Remove("audit"), Topics = _now.Topics.RemoveRange(_now.Topics.Values.Where(topic => topic.Cluster == "audit").Select(topic => topic.Name)) }
        : _now.With(new ClusterText("audit", 0, 1, "4.2.1", NoConfig));
}
