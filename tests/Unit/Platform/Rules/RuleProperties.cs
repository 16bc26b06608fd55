using CsCheck;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

public sealed class RuleProperties
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[0, 12], OneOf("", "true", "compact", "delete", "-1", "3", "99999999999999999999", "prod", "dev", "..", "a\nb", "orders", "\ud800"), Gen.Long.Select(number => $"{number}"));

    private static readonly Gen<string> Names = Gen.OneOf(
        OneOf([.. SettingTable.NamesOf(SettingScope.Broker, KafkaVersions.Newest)]),
        OneOf([.. SettingTable.NamesOf(SettingScope.Topic, KafkaVersions.All[0])]),
        Texts);

    private static readonly Gen<Dictionary<string, ConfigValue>> Configs =
        Gen.Select(Names, Texts).List[0, 8].Select(pairs => pairs.GroupBy(pair => pair.Item1).ToDictionary(group => group.Key, group => new ConfigValue(group.First().Item2)));

    private static readonly Gen<Quantity> Quantities = OneOf("0", "1", "-1Gi", "512Mi", "8Ei", "1e24", "100Gi", "250m").Select(Quantity.Parse);

    private static readonly Gen<int> Counts = Gen.OneOf(Gen.Int[-1, 6], OneOf(int.MinValue, int.MaxValue));

    private static readonly Gen<NodeRole> Roles = Gen.Select(Counts, Gen.Select(Counts, Quantities).List[0, 3], Gen.Bool, Quantities).Select(parts => new NodeRole
    {
        Replicas = parts.Item1,
        Storage = parts.Item3 ? new Storage { Volumes = [.. parts.Item2.Select(volume => new Volume { Id = volume.Item1, Size = volume.Item2 })] } : null,
        Resources = parts.Item3 ? new ComputeResources { Limits = new ResourceAmounts { Memory = parts.Item4, Cpu = parts.Item4 }, Requests = new ResourceAmounts { Memory = parts.Item4 } } : null,
        Jvm = parts.Item3 ? new JvmOptions { Heap = parts.Item4 } : new JvmOptions(),
    });

    private static readonly Gen<Listener> Listeners = Gen.Select(Texts, Counts, Gen.Int[0, 3], Gen.Bool, Texts).Select(parts => new Listener
    {
        Name = parts.Item1,
        Port = 9090 + (parts.Item2 % 4),
        Type = (ListenerType)parts.Item3,
        Tls = parts.Item4,
        Authentication = parts.Item3 == 0 ? null : new ListenerAuthentication { Type = parts.Item4 ? ListenerAuthenticationType.Mtls : ListenerAuthenticationType.ScramSha512 },
        External = parts.Item4 ? new ExternalAccess { BrokerHost = parts.Item5, Class = parts.Item5, SourceRanges = [parts.Item5] } : null,
    });

    private static readonly Gen<Resource> Clusters = Gen.Select(Texts, Roles, Roles, Gen.Bool, Configs, OneOf("3.9.2", "4.2.1", "4.3.1", "3.2.0", "", "x"), Texts, Listeners.List[0, 3]).Select(parts => (Resource)new KafkaCluster
    {
        Metadata = new ResourceMetadata { Name = parts.Item1, Namespace = "streaming" },
        Spec = new KafkaClusterSpec { Version = parts.Item6, Image = parts.Item4 ? parts.Item7 : null, Brokers = parts.Item2, Controllers = parts.Item4 ? parts.Item3 : null, Zookeeper = parts.Item2.Storage is null ? new ZooKeeperNodes { Replicas = parts.Item3.Replicas, Storage = parts.Item3.Storage, Config = parts.Item5 } : null, Config = parts.Item5, Listeners = parts.Item8, Authorization = parts.Item4 ? new Authorization { SuperUsers = [parts.Item7] } : null },
        Status = parts.Item4 ? new KafkaClusterStatus { Version = parts.Item7 } : null,
    });

    private static readonly Gen<Resource> Topics = Gen.Select(Texts, Texts, Counts, Counts, Configs, Gen.Bool).Select(parts => (Resource)new KafkaTopic
    {
        Metadata = new ResourceMetadata { Name = parts.Item1, Namespace = parts.Item6 ? "streaming" : "" },
        Spec = new KafkaTopicSpec { ClusterRef = new ClusterRef { Name = parts.Item2 }, TopicName = parts.Item6 ? parts.Item2 : null, Partitions = parts.Item3, ReplicationFactor = parts.Item4, Config = parts.Item5 },
        Status = parts.Item6 ? new KafkaTopicStatus { Partitions = parts.Item3, ReplicationFactor = parts.Item4 } : null,
    });

    private static readonly Gen<RuleInput> Inputs = Gen.Select(Gen.OneOf(Clusters, Topics), Gen.OneOf(Clusters, Topics), Gen.Int[0, 2], Gen.OneOf(Clusters, Topics).List[0, 4]).Select(parts =>
        new RuleInput(parts.Item3 == 0 ? null : parts.Item1, parts.Item3 == 1 ? null : parts.Item2, new KnownNeighbours(parts.Item4, isComplete: true)));

    [Fact]
    public void Judge_never_throws() => Inputs.Sample(input => RuleSet.Judge(input).Violations.All(violation => violation.ToString().Length > 0), iter: 2000);

    [Fact]
    public void Judge_says_the_same_twice() => Inputs.Sample(input => RuleSet.Judge(input).Violations.SequenceEqual(RuleSet.Judge(input).Violations), iter: 500);

    [Fact]
    public void Unchanged_object_is_never_refused_for_its_state() => Gen.OneOf(Clusters, Topics).Sample(
        resource => RuleSet.Judge(new RuleInput(resource, resource, NoNeighbours.Instance)).IsAllowed, iter: 500, print: Denials);

    private static string Denials(Resource resource) => string.Join('\n', RuleSet.Judge(new RuleInput(resource, resource, NoNeighbours.Instance)).Denials);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
