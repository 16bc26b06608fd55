using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Carries out the effects of a plan that are Kafka's.</summary>
internal sealed class TopicWriter(IKafkaAdmins kafka)
{
    /// <returns>False when the effect is none of Kafka's.</returns>
    public async Task<bool> WriteAsync(ResourceKey cluster, Effect effect, CancellationToken cancellationToken)
    {
        var admin = kafka.For(cluster);
        switch (effect)
        {
            case Effect.CreateTopic create:
                await admin.CreateTopicAsync(create.Topic, create.Partitions, create.ReplicationFactor, create.Config, cancellationToken);
                return true;
            case Effect.AddPartitions add:
                await admin.IncreasePartitionsAsync(add.Topic, add.To, cancellationToken);
                return true;
            case Effect.AlterTopicConfig alter:
                await admin.AlterTopicConfigAsync(alter.Topic, alter.Changes, cancellationToken);
                return true;
            case Effect.DeleteTopic delete:
                await admin.DeleteTopicAsync(delete.Topic, cancellationToken);
                return true;
            default:
                return false;
        }
    }
}
