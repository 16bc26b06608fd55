using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>
/// The settings that running brokers take on without a restart, as far as users may set them: those that Kafka calls cluster-wide. Of the
/// per-broker ones it takes those of listeners only under the listener's own prefix, which the operator manages, and passwords are none of
/// Git's. Immutable and thread-safe. Source: the column update of <see cref="SettingTable"/>, which is Kafka's <c>DynamicBrokerConfig</c>.
/// </summary>
public static class DynamicSettings
{
    /// <summary>Kafka takes a change of it, but looks at it only while it reads its file.</summary>
    private const string Unheeded = "config.providers";

    private static readonly FrozenDictionary<string, ImmutableArray<SettingFact>> ByMinor = KafkaVersions.All.ToFrozenDictionary(
        version => version.Minor,
        version => SettingTable.NamesOf(SettingScope.Broker, version).Select(name => SettingTable.Find(SettingScope.Broker, version, name)!).Where(IsDynamic).ToImmutableArray());

    /// <summary>
    /// Kafka changes these thread counts at most by half or double at once.
    /// Source: <c>DynamicThreadPool.validateReconfiguration</c>, <c>LogCleaner</c> and <c>DynamicRemoteLogConfig</c> of Kafka 4.2.
    /// </summary>
    private static readonly FrozenSet<string> Pools = new[]
    {
        "num.io.threads", "num.network.threads", "num.replica.fetchers", "num.recovery.threads.per.data.dir", "background.threads", "log.cleaner.threads", "remote.log.reader.threads",
        "remote.log.manager.copier.thread.pool.size", "remote.log.manager.expiration.thread.pool.size", "remote.log.manager.follower.thread.pool.size",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether brokers of the cluster take the setting on while they run.</summary>
    public static bool IsDynamic(KafkaCluster cluster, string name) => IsDynamic(cluster.VersionOrNewest(), name);

    /// <summary>By name.</summary>
    public static ImmutableArray<SettingFact> Of(KafkaVersion version) => ByMinor[version.Minor];

    public static bool IsDynamic(KafkaVersion version, string name) => SettingTable.Find(SettingScope.Broker, version, name) is { } fact && IsDynamic(fact);

    /// <summary>
    /// Controllers heed it too, whose files nobody can ask for. And while Kafka tracks eligible leader replicas it refuses to let go of the one for
    /// <c>min.insync.replicas</c>.
    /// </summary>
    internal static bool IsOfControllers(string name) => name is "min.insync.replicas" or "unclean.leader.election.enable";

    internal static bool IsPool(string name) => Pools.Contains(name);

    /// <summary>Whether Kafka makes the same of both texts; null means that nothing is set.</summary>
    internal static bool MeanTheSame(SettingFact fact, string? left, string? right) =>
        left is null || right is null ? left is null && right is null : string.Equals(Plain(fact, left), Plain(fact, right), fact.AnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static bool IsDynamic(SettingFact fact) =>
        fact.Update == SettingUpdate.ClusterWide && fact.Type != SettingType.Password && fact.Name != Unheeded && !ManagedSettings.IsManaged(fact.Name);

    private static string Plain(SettingFact fact, string text) => fact.Type switch
    {
        SettingType.Boolean => text.Trim().ToLowerInvariant(),
        SettingType.List => string.Join(',', text.Split(',', StringSplitOptions.TrimEntries)),
        SettingType.Int or SettingType.Short or SettingType.Long when long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
            whole.ToString(CultureInfo.InvariantCulture),
        SettingType.Double when double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => text.Trim(),
    };
}
