using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

/// <summary>Settings that running brokers take on without a restart.</summary>
public sealed class SettingPlanningTests
{
    private const string Threads = "num.io.threads";

    private static readonly DesiredResource Plain = World.Cluster();

    private static BrokerSetting File(string value) => new(null, null, value);

    [Fact]
    public void Setting_that_changes_in_Git_is_told_to_running_brokers_and_no_node_restarts()
    {
        var before = World.Cluster(config: """{"num.io.threads":8}""");
        var change = Change(Wants(World.Cluster(config: """{"num.io.threads":16}"""), before).HasSetting(Threads, File("8"), File("8"), File("8")));

        Assert.Equal("reconfigure without restart: num.io.threads 8 → 16", Reconfigure(change)?.Describe());
        Assert.DoesNotContain(change!.Effects, effect => effect is Effect.RestartNodes);
        Assert.Contains(change.Effects, effect => effect.Describe().StartsWith("update ConfigMap/streaming/orders-brokers-config", StringComparison.Ordinal));
        Assert.DoesNotContain(change.Effects, effect => effect.Describe().Contains("StatefulSet", StringComparison.Ordinal));
        Assert.IsType<Cause.FromCommit>(change.Cause);
        Assert.Equal(RiskClass.Safe, change.Risk);
    }

    [Fact]
    public void Both_kinds_of_settings_in_one_commit_are_told_first_and_restart_once()
    {
        var change = Change(Wants(World.Cluster(config: """{"num.io.threads":16,"log.retention.hours":72}"""), Plain).HasSetting("broker.id", File("0"), File("1"), File("2")));

        Assert.IsType<Effect.Reconfigure>(change!.Effects[^2]);
        Assert.Equal(6, Assert.IsType<Effect.RestartNodes>(change.Effects[^1]).Pods.Length);
    }

    [Fact]
    public void Brokers_that_have_the_value_from_their_file_are_told_nothing() =>
        Assert.Null(Change(Has(World.Cluster(config: """{"num.io.threads":16,"log.cleaner.io.buffer.load.factor":"0.90"}"""))
            .HasSetting(Threads, File("16"), File(" 16"), new BrokerSetting(null, "16", "8")).HasSetting("log.cleaner.io.buffer.load.factor", File("0.9"))));

    [Fact]
    public void Override_made_by_hand_is_drift_and_goes()
    {
        var change = Change(Has(Plain).HasSetting(Threads, new BrokerSetting(null, "12", null), new BrokerSetting(null, "12", null)));

        Assert.IsType<Cause.FromDrift>(change!.Cause);
        Assert.Equal(ChangeOperation.Restore, change.Operation);
        Assert.Equal("kafka.config[num.io.threads]: \"12\" → absent", Assert.Single(change.Deltas).ToString());
        Assert.Equal([new SettingChange(null, Threads, "12", null, null)], Reconfigure(change)!.Changes.AsEnumerable());
    }

    [Fact]
    public void Override_made_by_hand_on_one_broker_goes_from_it_alone()
    {
        var change = Change(Has(World.Cluster(config: """{"num.io.threads":16}""")).HasSetting(Threads, File("16"), new BrokerSetting("2", null, "16")));

        Assert.Equal("kafka.brokers[1].config[num.io.threads]: \"2\" → absent", Assert.Single(change!.Deltas).ToString());
        Assert.Equal([new SettingChange(1, Threads, "2", null, null)], Reconfigure(change)!.Changes.AsEnumerable());
    }

    [Theory]
    [InlineData("min.insync.replicas", "2", null, "1", "files that hold the old value are set over with Kafka's default")]
    [InlineData("message.max.bytes", "2000000", "2000000", "1048588", "also when it was told before")]
    [InlineData("message.max.bytes", null, "2000000", null, "where no file holds it, what was told is taken away")]
    [InlineData("min.insync.replicas", null, "2", "1", "Kafka does not let go of this one, so its default is set")]
    public void Setting_that_Git_no_longer_gives_goes_back_to_the_default(string name, string? file, string? shared, string? told, string why)
    {
        var change = Assert.Single(Reconfigure(Change(Has(Plain).HasSetting(name, new BrokerSetting(null, shared, file))))!.Changes);

        Assert.True(told == change.After, why);
        Assert.Null(change.Broker);
    }

    [Fact]
    public void Setting_without_a_plain_default_takes_a_restart_of_the_brokers_whose_file_holds_it()
    {
        var world = Has(Plain).HasSetting("log.retention.ms", new BrokerSetting(null, "5000", "5000"), new BrokerSetting(null, "5000", null));

        var effects = Change(world)!.Effects;
        Assert.Equal(["reconfigure without restart: log.retention.ms 5000 → <default>", "restart orders-brokers-0 because of spec.config[log.retention.ms]"], effects.Select(effect => effect.Describe()));
    }

    [Theory]
    [InlineData(8, 64, "16")]
    [InlineData(32, 64, "64")]
    [InlineData(8, 2, "4")]
    [InlineData(8, 4, "4")]
    public void Threads_change_by_half_or_double_at_once(int now, int wanted, string next) => Assert.Equal(
        new SettingChange(null, Threads, $"{now}", $"{wanted}", next),
        Assert.Single(Reconfigure(Change(Has(World.Cluster(config: $$"""{"num.io.threads":{{wanted}}}""")).HasSetting(Threads, File($"{now}"))))!.Changes));

    [Theory]
    [InlineData("listeners")]
    [InlineData("ssl.keystore.password")]
    [InlineData("leader.replication.throttled.rate")]
    [InlineData("log.retention.hours")]
    public void Settings_that_are_not_Gits_or_not_dynamic_are_left_alone(string name) =>
        Assert.Null(Change(Has(Plain).HasSetting(name, new BrokerSetting("1", "1", "1"))));

    [Fact]
    public void Another_Kafka_under_the_same_address_is_told_nothing() => Assert.Null(Change(Has(Plain).HasSetting(Threads, new BrokerSetting(null, "12", null)).IsForeign()));

    private static World Has(DesiredResource cluster) => Wants(cluster, cluster);

    private static World Wants(DesiredResource wanted, DesiredResource stored) => new World().Wants(wanted).Has(stored).HasNodesOf(stored);

    private static Change? Change(World world) => world.Plan().Changes.SingleOrDefault();

    private static Effect.Reconfigure? Reconfigure(Change? change) => change?.Effects.OfType<Effect.Reconfigure>().SingleOrDefault();
}
