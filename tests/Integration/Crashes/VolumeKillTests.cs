using System.Text.Json;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>SIGKILL to the worker at every step of volumes that grow; the StatefulSet controller, the garbage collector and the storage are Kubernetes' own.</summary>
[Collection(CrashCollection.Name)]
public sealed class VolumeKillTests(CrashServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Deaths =
    [
        "after apply KafkaCluster/volume-kills/orders",
        "after apply PersistentVolumeClaim/volume-kills/data-0-orders-brokers-0",
        "before apply PersistentVolumeClaim/volume-kills/data-0-orders-brokers-1",
        "before delete-alone StatefulSet/volume-kills/orders-brokers",
        "after delete-alone StatefulSet/volume-kills/orders-brokers",
        "before apply StatefulSet/volume-kills/orders-brokers",
        "after apply StatefulSet/volume-kills/orders-brokers",
    ];

    [SkippableFact]
    public async Task Volumes_grow_and_no_pod_restarts_however_often_the_worker_is_killed()
    {
        Skip.If(servers.WhySkipped is not null, servers.WhySkipped);
        await using var site = await CrashSite.BuildAsync(servers, "volume-kills");
        await using var pods = new PodWitness(servers.Plane, site.Name);
        site.Reconciler().Start();
        try
        {
            var first = site.Worker();
            first.Start();
            await PushAsync(site, "1Gi");
            await site.ConvergeAsync(() => WhyNotAsync(site, "1Gi"), Patience);
            await first.KillAsync();
            await using var lives = new KilledLives(killAt => site.Worker(killAt: killAt), Deaths.Select(KillAt));
            await PushAsync(site, "2Gi");
            await site.ConvergeAsync(() => lives.Failure is { } failure ? throw failure : WhyNotAsync(site, "2Gi"), Patience);

            Assert.Equal(Deaths, lives.Deaths.Select(death => death.Where));
            Assert.Equal(new SortedDictionary<string, int> { ["orders-brokers-0"] = 1, ["orders-brokers-1"] = 1, ["orders-controllers-0"] = 1 }, pods.Births);
        }
        catch (Exception)
        {
            output.WriteLine(site.Logs());
            throw;
        }
    }

    /// <summary>Each life dies at the first write of its kind: <c>apply 1 after</c>.</summary>
    private static string KillAt(string death) => death.Split(' ') is [var when, var kind, _] ? $"{kind} 1 {when}" : throw new FormatException(death);

    private static Task PushAsync(CrashSite site, string size) => site.PushAsync(new Dictionary<string, string?>
    {
        ["clusters/orders.yaml"] = $$"""
            apiVersion: gitopskafka.io/v1alpha1
            kind: KafkaCluster
            metadata: {name: orders, namespace: {{site.Name}} }
            spec:
              version: 4.2.1
              controllers:
                replicas: 1
                storage: {volumes: [{id: 0, size: 1Gi }]}
              brokers:
                replicas: 2
                storage: {volumes: [{id: 0, size: {{size}} }]}

            """,
    }, $"Give brokers {size}");

    private static async Task<string?> WhyNotAsync(CrashSite site, string size)
    {
        if (await site.GetAsync("apis/gitopskafka.io/v1alpha1 kafkaclusters/orders") is not { } cluster || !Story.IsReady(cluster))
            return "KafkaCluster orders";
        if (await site.GetAsync("apis/apps/v1 statefulsets/orders-brokers") is not { } set || !Requests(set.GetProperty("spec").GetProperty("volumeClaimTemplates")[0], size))
            return $"a StatefulSet with {size}";
        foreach (var name in new[] { "data-0-orders-brokers-0", "data-0-orders-brokers-1" })
        {
            if (await site.GetAsync($"api/v1 persistentvolumeclaims/{name}") is not { } claim || !Requests(claim, size)
                || !claim.GetProperty("status").TryGetProperty("capacity", out var capacity) || !capacity.GetProperty("storage").ValueEquals(size))
                return $"{name} with {size}";
        }

        return await site.WhyNotQuietAsync();
    }

    private static bool Requests(JsonElement claim, string size) => claim.GetProperty("spec").GetProperty("resources").GetProperty("requests").GetProperty("storage").ValueEquals(size);
}
