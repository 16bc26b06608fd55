using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Tells running brokers their settings: what all share with one request, then what single brokers have. Thread-safe.</summary>
internal sealed class SettingWriter(IKafkaAdmins kafka)
{
    public async Task WriteAsync(ResourceKey cluster, Effect.Reconfigure effect, CancellationToken cancellationToken)
    {
        foreach (var changes in effect.Changes.GroupBy(change => change.Broker).OrderBy(changes => changes.Key))
            await kafka.For(cluster).AlterSettingsAsync(changes.Key, changes.ToDictionary(change => change.Name, change => change.Next, StringComparer.Ordinal), cancellationToken);
    }
}
