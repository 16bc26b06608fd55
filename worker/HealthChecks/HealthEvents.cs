using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Platform.Status.Checks;
using GitOpsKafka.Worker.Applying;

namespace GitOpsKafka.Worker.HealthChecks;

/// <summary>Tells people, in the log and by events of Kubernetes, when the health of a cluster changes. Thread-safe.</summary>
internal sealed class HealthEvents(HealthReports reports, KubernetesEvents events, TimeProvider time, ILogger<HealthEvents> logger)
{
    /// <param name="live">The stored KafkaCluster: of what was found before the process started its status knows.</param>
    public async Task TellAsync(KubeObject live, ImmutableArray<CheckResult> results, CancellationToken cancellationToken)
    {
        var key = ResourceKinds.ResourceOf(live.Key);
        foreach (var news in CheckTransitions.Between(Before(live), results))
        {
            logger.HealthChanged(key, news.Type, news.Status, news.Reason, news.Message);
            await events.RecordAsync(live, news.Reason, $"{news.Type}: {news.Message}", isWarning: news.Status != "True", cancellationToken);
        }
    }

    private IReadOnlyList<Condition> Before(KubeObject live)
    {
        var stored = ResourceJson.Read<KafkaCluster>(live.Json).Status?.Conditions ?? [];
        return [.. Conditions.Next(stored, reports.Of(live.Uid), live.Generation, time.GetUtcNow())];
    }
}
