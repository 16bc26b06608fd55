using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

public sealed class WatchCachesTests
{
    [Fact]
    public void Types_that_were_not_heard_of_are_left_out_of_what_is_observed()
    {
        using var thread = new SingleThread();
        using var stop = new CancellationTokenSource();
        var caches = new WatchCaches(new WatchedApiFake(), null, new FakeTimeProvider(), new Random(1), NullLoggerFactory.Instance);
        Assert.Empty(caches.Observe());
        Assert.True(caches.IsStale);

        var version = caches.Version;
        var change = caches.WaitForChangeAsync(version, default);
        var run = caches.RunAsync(stop.Token);
        thread.Drain();

        Assert.True(change.IsCompletedSuccessfully);
        Assert.True(caches.IsSynced);
        Assert.Equal(["ConfigMap", "Ingress", "KafkaCluster", "KafkaTopic", "NetworkPolicy", "PersistentVolumeClaim", "Pod", "PodDisruptionBudget", "Service", "ServiceAccount", "StatefulSet"], caches.Observe().Keys.Select(type => type.Kind).Order());
        Assert.Equal("gitopskafka.io/cluster", caches.Of(ResourceType.Pods).Scope.LabelSelector);
        stop.Cancel();
        thread.Drain();
        Assert.True(run.IsCompletedSuccessfully);
    }
}
