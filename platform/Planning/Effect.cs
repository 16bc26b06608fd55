using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>One thing that a change does to the cluster, in the order in which it is done. A closed hierarchy. Immutable.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>One line for people.</summary>
    public abstract string Describe();

    public virtual RiskClass Risk => RiskClass.Safe;

    /// <summary>Server-side apply of one object.</summary>
    /// <param name="Deltas">What differs; empty when the object is created.</param>
    public sealed record ApplyObject(KubeObject Desired, bool Exists, ImmutableArray<FieldDelta> Deltas) : Effect
    {
        /// <summary>In whose name it is applied.</summary>
        public string FieldManager { get; init; } = Marks.FieldManager;

        public override string Describe() => Exists
            ? $"update {Desired.Key}: {string.Join(", ", Deltas.Select(delta => delta.Path))}"
            : $"create {Desired.Key}";
    }

    public sealed record DeleteObject(ObjectKey Key, string Uid) : Effect
    {
        public override string Describe() => $"delete {Key}";

        /// <summary>Topics and clusters hold data; a Service is made anew when it is wanted again.</summary>
        public override RiskClass Risk => ResourceKinds.Find(Key.Type.Kind) is not null ? RiskClass.DataLoss : RiskClass.Safe;
    }

    /// <summary>Makes an object anew of which Kubernetes freezes what differs. What it owns stays, and the new one takes it over.</summary>
    /// <param name="Uid">Of the one that goes.</param>
    public sealed record ReplaceObject(KubeObject Desired, string Uid, ImmutableArray<FieldDelta> Deltas) : Effect
    {
        public override string Describe() => $"replace {Desired.Key}, its pods run on: {string.Join(", ", Deltas.Select(delta => delta.Path))}";
    }

    /// <summary>Makes volumes larger while they are in use.</summary>
    /// <param name="Claims">All claims of the volumes that grow, also those that have grown already.</param>
    public sealed record ExpandVolumes(ImmutableArray<ClaimGrowth> Claims) : Effect
    {
        public override string Describe() => $"grow volumes: {string.Join(", ", Claims.Where(claim => !claim.IsGrown))}";

        public string DescribeProgress() => VolumeGrowth.Describe(Claims);
    }

    /// <summary>More or fewer nodes of one role.</summary>
    /// <param name="Role"><c>brokers</c>, <c>controllers</c> or <c>ZooKeeper servers</c>.</param>
    public sealed record ScaleNodes(string Role, int From, int To) : Effect
    {
        public override string Describe() => $"scale {Role} {From} → {To}";

        public override RiskClass Risk => To < From ? RiskClass.DataLoss : RiskClass.Safe;
    }

    public sealed record UpgradeVersion(string From, string To) : Effect
    {
        public override string Describe() => $"upgrade Kafka {From} → {To}";

        public override RiskClass Risk => RiskClass.Restart;
    }

    /// <summary>Restarts nodes one after another, in this order.</summary>
    /// <param name="Because">The fields that need it.</param>
    public sealed record RestartNodes(ImmutableArray<string> Pods, ImmutableArray<string> Because) : Effect
    {
        public override string Describe() => $"restart {string.Join(", ", Pods)} because of {string.Join(", ", Because)}";

        public override RiskClass Risk => RiskClass.Restart;
    }

    /// <summary>Tells running brokers new settings; nothing restarts.</summary>
    public sealed record Reconfigure(ImmutableArray<SettingChange> Changes) : Effect
    {
        public override string Describe() => $"reconfigure without restart: {string.Join(", ", Changes)}";
    }

    public sealed record CreateTopic(string Topic, int Partitions, int ReplicationFactor, ImmutableSortedDictionary<string, string> Config) : Effect
    {
        public override string Describe() => $"create topic {Topic} with {Partitions} partitions, replication factor {ReplicationFactor}";
    }

    /// <param name="Changes">New value by key; null removes the topic's own value.</param>
    public sealed record AlterTopicConfig(string Topic, ImmutableSortedDictionary<string, string?> Changes) : Effect
    {
        public override string Describe() => $"set on topic {Topic}: {string.Join(", ", Changes.Select(change => $"{change.Key}={change.Value ?? "<default>"}"))}";
    }

    public sealed record AddPartitions(string Topic, int From, int To) : Effect
    {
        public override string Describe() => $"add partitions to topic {Topic}: {From} → {To}";
    }

    public sealed record DeleteTopic(string Topic) : Effect
    {
        public override string Describe() => $"delete topic {Topic} and its records";

        public override RiskClass Risk => RiskClass.DataLoss;
    }
}

/// <summary>A new value of one setting of running brokers. Immutable.</summary>
/// <param name="Broker">Null for all brokers.</param>
/// <param name="Before">What is in force; null when nothing is.</param>
/// <param name="After">What shall be set; null lets the value of the file, or else Kafka's default, hold again.</param>
/// <param name="Next">What is set first: equal to <paramref name="After"/> but where Kafka takes a change only in steps.</param>
public sealed record SettingChange(int? Broker, string Name, string? Before, string? After, string? Next)
{
    public override string ToString() => $"{Name} {Before ?? "<default>"} → {After ?? "<default>"}{(Broker is { } id ? $" on broker {id}" : "")}";
}

/// <summary>What could go wrong, worst last.</summary>
public enum RiskClass
{
    Safe,

    /// <summary>Nodes restart; clients may see a stall.</summary>
    Restart,

    /// <summary>Data goes away.</summary>
    DataLoss,
}
