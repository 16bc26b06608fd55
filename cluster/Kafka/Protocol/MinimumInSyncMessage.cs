using System.Collections.Immutable;
using System.Globalization;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary><c>min.insync.replicas</c> of many topics, wherever it is set: all settings would be a hundred times as much. Pure.</summary>
internal static class MinimumInSyncMessage
{
    private const string Setting = "min.insync.replicas";

    /// <summary>Its answer is by topic; what is gone since, or the broker does not tell, is missing.</summary>
    public static BrokerRequest<ImmutableDictionary<string, int>> Of(IReadOnlyCollection<string> topics)
    {
        var configs = ConfigsMessage.OfTopics(topics, Setting);
        return new BrokerRequest<ImmutableDictionary<string, int>>("describe " + Setting, configs.Versions, configs.Write, (version, answer) => Minima(configs.Read(version, answer)));
    }

    private static ImmutableDictionary<string, int> Minima(ImmutableArray<ConfigsAnswer> topics)
    {
        var minima = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var topic in topics.Where(topic => !topic.Error.IsError))
        {
            if (int.TryParse(topic.Settings.FirstOrDefault(setting => setting.Name == Setting)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minimum))
                minima[topic.Name] = minimum;
        }

        return minima.ToImmutable();
    }
}
